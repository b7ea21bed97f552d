#include "capabilities/accounts/accounts.hpp"

#include "capabilities/accounts/accounts_test_support.hpp"

namespace zhidian::accounts {
namespace {

using base::Value;

class Accounts : public testing::TestWithParam<storage::Dialect> {
 protected:
  static Value creation(const std::string& login_name, const std::string& role) {
    return Value::Map{{"login_name", login_name}, {"display_name", "张三"}, {"role", role}};
  }
  base::Result<http::Response> create(const http::Principal& creator, Value body) {
    http::Call call = world_.call(&creator, std::move(body));
    return handlers_.create_account(call);
  }
  http::Call call_at(const http::Principal& person, const std::string& account_id) {
    http::Call call = world_.call(&person);
    call.path["account_id"] = account_id;
    return call;
  }
  std::string confirm(const http::Principal& person, const std::string& account_id) {
    return error_of(world_.run(call_at(person, account_id), [&](http::Call& call) { return handlers_.confirm_account(call); }));
  }
  std::string disable(const http::Principal& person, const std::string& account_id) {
    return error_of(world_.run(call_at(person, account_id), [&](http::Call& call) { return handlers_.disable_account(call); }));
  }
  std::string password_code(const http::Principal& person, const std::string& account_id) {
    http::Call call = call_at(person, account_id);
    return error_of(handlers_.create_password_code(call));
  }
  std::vector<std::string> list(const http::Principal& person, const std::string& state = "") {
    http::Call call = world_.call(&person);
    if (!state.empty()) call.query["state"] = state;
    const auto response = world_.run(std::move(call), [&](http::Call& made) { return handlers_.list_accounts(made); });
    std::vector<std::string> names;
    for (const auto& item : std::get<Value>(response->body).at("items").as_list()) names.push_back(item.text_or("login_name"));
    return names;
  }
  std::vector<audit::StoredEvent> events_of(const std::string& account_id) {
    auto reader = world_.database()->read();
    return audit::list_events(reader->connection(), "account", account_id);
  }

  TestWorld world_{GetParam()};
  Handlers handlers_{world_.service()};
  http::Principal head_ = world_.add_account("head", "applicant_staff", world_.shenhe_library, "");
  http::Principal colleague_ = world_.add_account("colleague", "applicant_staff", world_.shenhe_library, "");
  http::Principal foreign_ = world_.add_account("foreign", "applicant_staff", world_.heping_library, "", "provisional");
  http::Principal shenhe_ = world_.add_account("shenhe", "recommender_officer", "", world_.shenhe());
  http::Principal heping_ = world_.add_account("heping", "recommender_officer", "", world_.heping());
  http::Principal city_ = world_.add_account("city", "authority_officer", "", world_.city());
  http::Principal system_ = world_.add_account("system", "system_administrator", "", "");
};
INSTANTIATE_TEST_SUITE_P(databases, Accounts, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& tested) { return support::name_of(tested.param); });

TEST_P(Accounts, are_created_with_a_code_that_opens_them) {
  const auto response = create(head_, creation("New.One", "applicant_staff"));
  ASSERT_TRUE(response) << response.error().id;
  const auto& body = std::get<Value>(response->body);
  EXPECT_EQ(response->status, 201);
  EXPECT_EQ(body.at("account").text_or("login_name"), "new.one");
  EXPECT_EQ(body.at("account").at("grants").as_list()[0].text_or("organisation_id"), world_.shenhe_library);
  EXPECT_EQ(error_of(world_.service().sign_in("new.one", "", "", world_.origin())), "accounts.wrong_credentials");
  EXPECT_EQ(error_of(world_.service().reset_password("new.one", body.text_or("one_time_code"), "Better-Horse-8", world_.origin())), "");
  EXPECT_EQ(error_of(world_.service().sign_in("new.one", "Better-Horse-8", "", world_.origin())), "");
}

TEST_P(Accounts, are_logged_without_names_in_the_public_part) {
  const auto events = events_of(head_.account_id);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].action, "create");
  EXPECT_EQ(base::print_json(events[0].content).find("head"), std::string::npos);
  EXPECT_EQ(events[0].personal.text_or("login_name"), "head");
}

TEST_P(Accounts, are_refused_where_the_body_says_too_much) {
  for (const std::string field : {"state", "id", "version", "password_hash"}) {
    Value body = creation("new.one", "applicant_staff");
    body.set(field, "active");
    const auto response = create(head_, body);
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().id, "http.invalid_body");
    EXPECT_EQ(response.error().details[0].field, field);
  }
}

TEST_P(Accounts, are_refused_for_bad_or_taken_names) {
  EXPECT_EQ(error_of(create(head_, creation("a", "applicant_staff"))), "accounts.bad_login_name");
  EXPECT_EQ(error_of(create(head_, creation("zhang san", "applicant_staff"))), "accounts.bad_login_name");
  EXPECT_EQ(error_of(create(head_, creation("COLLEAGUE", "applicant_staff"))), "accounts.login_name_taken");
  const NewAccount nameless{"nameless", " ", "", "expert", "", "", "active", false};
  auto transaction = world_.database()->write();
  EXPECT_EQ(error_of(accounts::create_account(transaction->connection(), nameless, "", world_.now(), world_.random())), "accounts.bad_display_name");
}

TEST_P(Accounts, of_an_institution_are_created_by_its_administrator_only) {
  EXPECT_EQ(error_of(create(colleague_, creation("new.one", "applicant_staff"))), "accounts.not_administrator");
  EXPECT_EQ(error_of(create(head_, creation("new.one", "authority_officer"))), "accounts.role_not_yours_to_give");
  Value elsewhere = creation("new.one", "applicant_staff");
  elsewhere.set("organisation_id", world_.heping_library);
  EXPECT_EQ(error_of(create(head_, elsewhere)), "accounts.unknown_organisation");
  EXPECT_EQ(error_of(create(foreign_, creation("new.one", "applicant_staff"))), "accounts.not_confirmed");
  EXPECT_EQ(error_of(create(city_, creation("new.one", "applicant_staff"))), "accounts.not_administrator");
}

TEST_P(Accounts, of_authorities_are_created_by_the_system_administrator) {
  EXPECT_EQ(error_of(create(system_, creation("officer", "authority_officer"))), "accounts.place_required");
  EXPECT_EQ(error_of(create(system_, creation("officer", "emperor"))), "accounts.bad_role");
  Value nowhere = creation("officer", "authority_officer");
  nowhere.set("authority_id", "01930000-0000-7000-8000-00000000ffff");
  EXPECT_EQ(error_of(create(system_, nowhere)), "accounts.unknown_authority");
  nowhere.set("authority_id", world_.city());
  EXPECT_EQ(error_of(create(system_, nowhere)), "");
  Value nobody = creation("staff", "applicant_staff");
  nobody.set("organisation_id", "01930000-0000-7000-8000-00000000ffff");
  EXPECT_EQ(error_of(create(system_, nobody)), "accounts.unknown_organisation");
}

TEST_P(Accounts, hold_an_administrator_role_alone) {
  const auto grant = [&](const http::Principal& person, std::string_view role, const std::string& authority) {
    auto transaction = world_.database()->write();
    return error_of(add_grant(transaction->connection(), person.account_id, role, "", authority, world_.now(), world_.random()));
  };
  EXPECT_EQ(grant(city_, "security_administrator", ""), "accounts.role_exclusive");
  EXPECT_EQ(grant(system_, "audit_administrator", ""), "accounts.role_exclusive");
  EXPECT_EQ(grant(system_, "authority_officer", world_.city()), "accounts.role_exclusive");
  EXPECT_EQ(grant(city_, "rule_editor", ""), "");
  http::Principal nobody;
  nobody.account_id = "01930000-0000-7000-8000-00000000ffff";
  EXPECT_EQ(grant(nobody, "expert", ""), "accounts.not_found");
}

TEST_P(Accounts, are_confirmed_by_the_district_of_the_institution) {
  EXPECT_EQ(confirm(shenhe_, foreign_.account_id), "accounts.not_found");
  EXPECT_EQ(confirm(city_, foreign_.account_id), "accounts.not_found");
  EXPECT_EQ(confirm(heping_, foreign_.account_id), "");
  EXPECT_EQ(confirm(heping_, foreign_.account_id), "accounts.not_provisional");
  EXPECT_EQ(events_of(foreign_.account_id).back().action, "confirm");
  EXPECT_EQ(error_of(create(foreign_, creation("new.one", "applicant_staff"))), "");
}

TEST_P(Accounts, are_disabled_inside_the_scope_and_never_by_oneself) {
  EXPECT_EQ(disable(head_, foreign_.account_id), "accounts.not_found");
  EXPECT_EQ(disable(colleague_, head_.account_id), "accounts.not_administrator");
  EXPECT_EQ(disable(heping_, foreign_.account_id), "accounts.not_administrator");
  EXPECT_EQ(disable(head_, head_.account_id), "accounts.not_yourself");
  EXPECT_EQ(disable(head_, colleague_.account_id), "");
  EXPECT_EQ(disable(head_, colleague_.account_id), "accounts.disabled");
  EXPECT_EQ(disable(system_, city_.account_id), "");
}

TEST_P(Accounts, pass_their_administration_to_the_next_eldest) {
  EXPECT_EQ(error_of(create(colleague_, creation("new.one", "applicant_staff"))), "accounts.not_administrator");
  EXPECT_EQ(disable(system_, head_.account_id), "");
  EXPECT_EQ(error_of(create(colleague_, creation("new.one", "applicant_staff"))), "");
}

TEST_P(Accounts, get_codes_from_their_administrator) {
  EXPECT_EQ(password_code(head_, colleague_.account_id), "");
  EXPECT_EQ(password_code(colleague_, head_.account_id), "accounts.not_administrator");
  EXPECT_EQ(password_code(head_, foreign_.account_id), "accounts.not_found");
  disable(head_, colleague_.account_id);
  EXPECT_EQ(password_code(head_, colleague_.account_id), "accounts.disabled");
}

TEST_P(Accounts, give_no_code_for_a_demonstration_account) {
  const NewAccount shown{"shown", "演示", "", "applicant_staff", world_.shenhe_library, "", "active", true};
  const auto id =
      world_.write([&](storage::Connection& connection) { return *accounts::create_account(connection, shown, "", world_.now(), world_.random()); });
  EXPECT_EQ(password_code(head_, id), "accounts.demonstration_account");
}

TEST_P(Accounts, are_listed_by_scope) {
  EXPECT_EQ(list(head_), (std::vector<std::string>{"colleague", "head"}));
  EXPECT_EQ(list(city_), (std::vector<std::string>{"city"}));
  EXPECT_EQ(list(heping_), (std::vector<std::string>{"foreign", "heping"}));
  EXPECT_EQ(list(heping_, "provisional"), (std::vector<std::string>{"foreign"}));
  EXPECT_EQ(list(system_).size(), 7U);
  http::Call call = world_.call(&system_);
  call.query["state"] = "asleep";
  EXPECT_EQ(error_of(handlers_.list_accounts(call)), "accounts.bad_state");
}

TEST_P(Accounts, are_listed_page_by_page) {
  http::Call call = world_.call(&system_);
  call.query["limit"] = "3";
  std::vector<std::string> seen;
  for (int page = 0; page < 3; ++page) {
    const auto response = world_.run(call, [&](http::Call& made) { return handlers_.list_accounts(made); });
    const auto& body = std::get<Value>(response->body);
    for (const auto& item : body.at("items").as_list()) seen.push_back(item.text_or("login_name"));
    if (body.at("next_cursor").is_null()) break;
    call.query["cursor"] = body.text_or("next_cursor");
  }
  EXPECT_EQ(seen, (std::vector<std::string>{"city", "colleague", "foreign", "head", "heping", "shenhe", "system"}));
}

TEST_P(Accounts, of_the_demonstration_are_shown_in_the_demonstration_only) {
  const NewAccount shown{"shown", "演示", "", "applicant_staff", world_.shenhe_library, "", "active", true};
  world_.write([&](storage::Connection& connection) { return *accounts::create_account(connection, shown, "", world_.now(), world_.random()); });
  const auto ask = [&](Handlers& handlers) {
    const auto response = world_.run(world_.call(nullptr), [&](http::Call& call) { return handlers.list_demonstration_accounts(call); });
    return std::get<Value>(response->body).at("items").as_list();
  };
  EXPECT_TRUE(ask(handlers_).empty());
  Service open(*world_.database(), {.is_demonstration = true}, world_.random());
  Handlers demonstration(open);
  const auto items = ask(demonstration);
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0].text_or("place"), "图书馆210103");
}

TEST_P(Accounts, sign_in_and_out_over_http) {
  http::Call call = world_.call(nullptr, Value::Map{{"login_name", "Head"}, {"password", TestWorld::password()}});
  const auto response = handlers_.sign_in(call);
  ASSERT_TRUE(response);
  const auto& body = std::get<Value>(response->body);
  EXPECT_EQ(body.at("account").text_or("login_name"), "head");
  EXPECT_TRUE(body.bool_or("is_reauthenticated", false));
  ASSERT_EQ(response->cookies.size(), 1U);
  const auto session = world_.service().sign_in("head", TestWorld::password(), "", world_.origin());
  http::Call leaving = world_.call(&head_);
  leaving.session_cookie = session->token;
  EXPECT_EQ(world_.run(std::move(leaving), [&](http::Call& made) { return handlers_.sign_out(made); })->status, 204);
  Authenticator authenticator;
  auto reader = world_.database()->read();
  EXPECT_FALSE(authenticator.authenticate(reader->connection(), session->token, world_.now()));
}

TEST_P(Accounts, tell_a_visitor_that_nobody_is_signed_in) {
  const auto response = world_.run(world_.call(nullptr), [&](http::Call& call) { return handlers_.get_session(call); });
  const auto& body = std::get<Value>(response->body);
  EXPECT_TRUE(body.at("account").is_null());
  EXPECT_EQ(body.text_or("business_today"), "2024-09-27");
}

TEST_P(Accounts, have_authorities_found_by_division) {
  auto reader = world_.database()->read();
  auto& connection = reader->connection();
  ASSERT_EQ(list_authorities_for(connection, "city", "210103").size(), 1U);
  EXPECT_EQ(list_authorities_for(connection, "city", "210103").front().id, world_.city());
  EXPECT_EQ(list_authorities_for(connection, "district", "210103").front().id, world_.shenhe());
  EXPECT_TRUE(list_authorities_for(connection, "district", "210100").empty());
  EXPECT_EQ(find_nearest_authority(connection, "210102")->id, world_.heping());
  EXPECT_EQ(list_authorities(connection, "210103").size(), 2U);
  EXPECT_EQ(list_authorities(connection, "").size(), 3U);
  EXPECT_FALSE(find_authority(connection, "nothing"));
  EXPECT_TRUE(is_officer(connection, shenhe_.account_id, world_.shenhe(), "recommender_officer"));
  EXPECT_FALSE(is_officer(connection, shenhe_.account_id, world_.shenhe(), "authority_officer")) << "who recommends does not decide";
  EXPECT_FALSE(is_officer(connection, shenhe_.account_id, world_.heping(), "recommender_officer"));
}

}  // namespace
}  // namespace zhidian::accounts
