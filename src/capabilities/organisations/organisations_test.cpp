#include "capabilities/organisations/organisations.hpp"

#include <gtest/gtest.h>

#include "capabilities/accounts/accounts_session.hpp"
#include "capabilities/messages/messages.hpp"
#include "capabilities/organisations/organisations_http.hpp"
#include "capabilities/organisations/organisations_identity.hpp"
#include "capabilities/organisations/organisations_input.hpp"
#include "support/fresh_database.hpp"

namespace zhidian::organisations {
namespace {

using base::Value;

constexpr std::string_view good_code = "91350100M000100Y43";
constexpr std::string_view wrong_code = "91350100M000100Y44";
constexpr std::string_view divisions_table =
    "000000\t全国\tnation\t\t\t\t\n210000\t辽宁省\tprovince\t000000\t\t\t\n210100\t沈阳市\tcity\t210000\t\t\t\n"
    "210102\t和平区\tcounty\t210100\t\t\t\n210103\t沈河区\tcounty\t210100\t\t\t\n";

Value organisation_body() {
  return Value::Map{{"credit_code", good_code}, {"name", "沈阳浑河图书馆"}, {"kind", "library"},           {"registered_division", "210103"},
                    {"address", "青年大街1号"}, {"principal_name", "王某"}, {"telephone", "024-12345678"}, {"headcount", 30}};
}
Value with(Value body, std::string name, Value value) {
  body.set(std::move(name), std::move(value));
  return body;
}
Value member_body(std::string name, std::string employment) { return Value::Map{{"name", std::move(name)}, {"employment", std::move(employment)}}; }
Value item_body(std::string fee) {
  return Value::Map{{"name", "专利检索"}, {"kind", "search"}, {"ip_categories", Value::List{"patent"}}, {"fee", std::move(fee)}};
}
template <class T>
std::string error_of(const base::Result<T>& result) {
  return result ? std::string() : result.error().id;
}

/// No status is held.
class Unwatched : public Watcher {
 public:
  std::vector<std::string> list_reported(storage::Connection&, std::string_view) override { return {}; }
  void on_update(storage::Connection&, const Organisation&, const Organisation&, base::Instant) override {}
  void on_team(storage::Connection&, std::string_view, const Value::Map&, base::Instant) override {}
};

class Organisations : public testing::TestWithParam<storage::Dialect> {
 protected:
  using Handler = base::Result<http::Response> (Handlers::*)(http::Call&);

  void SetUp() override {
    {
      auto transaction = database_->write();
      auto& connection = transaction->connection();
      divisions::load_divisions(connection, divisions_table);
      city_ = add_authority(connection, "city", "210100");
      shenhe_ = add_authority(connection, "district", "210103");
      heping_ = add_authority(connection, "district", "210102");
      transaction->commit();
    }
    tree_ = divisions::DivisionTree(divisions::parse_divisions(divisions_table));
    mine_ = add_organisation(std::string(good_code), "沈阳浑河图书馆", "210103");
    other_ = add_organisation("91210102MA00000000", "和平博物馆", "210102");
    staff_ = add_account("staff", "applicant_staff", mine_, "");
    stranger_ = add_account("stranger", "applicant_staff", other_, "");
    city_officer_ = add_account("city", "authority_officer", "", city_);
    shenhe_officer_ = add_account("shenhe", "recommender_officer", "", shenhe_);
    heping_officer_ = add_account("heping", "authority_officer", "", heping_);
  }
  std::string add_authority(storage::Connection& connection, const std::string& level, const std::string& division) {
    const std::string id = base::make_id(now_, *random_);
    accounts::insert_authority(connection, {id, level + division, level, level, division, "", ""}, now_);
    return id;
  }
  std::string add_organisation(const std::string& code, const std::string& name, const std::string& division) {
    Organisation organisation;
    organisation.credit_code = code;
    organisation.name = name;
    organisation.kind = "library";
    organisation.registered_division = division;
    organisation.state = "active";
    auto transaction = database_->write();
    auto id = insert_organisation(transaction->connection(), organisation, "", now_, *random_);
    transaction->commit();
    return *id;
  }
  http::Principal add_account(const std::string& login_name, const std::string& role, const std::string& organisation_id,
                              const std::string& authority_id) {
    auto transaction = database_->write();
    http::Principal principal;
    principal.account_id = *accounts::create_account(
        transaction->connection(), {login_name, login_name, "", role, organisation_id, authority_id, "active", false}, "", now_, *random_);
    principal.grants.push_back({role, organisation_id, authority_id});
    transaction->commit();
    return principal;
  }
  http::Call call(const http::Principal* principal, std::string organisation_id, Value body = {}, std::string if_match = "") {
    http::Call made;
    made.principal = principal;
    made.path["organisation_id"] = std::move(organisation_id);
    made.body = std::move(body);
    if (!if_match.empty()) made.if_match = if_match;
    made.client_address = "192.0.2.7";
    made.business_now = made.system_now = now_;
    made.random = random_.get();
    return made;
  }
  base::Result<http::Response> run(http::Call made, Handler handler) {
    auto transaction = database_->write();
    made.connection = &transaction->connection();
    auto response = (handlers_.*handler)(made);
    if (response) transaction->commit();
    return response;
  }
  base::Result<http::Response> update(const http::Principal& person, Value body, std::string if_match = "v1") {
    return run(call(&person, mine_, std::move(body), std::move(if_match)), &Handlers::update_organisation);
  }
  Value body_of(const base::Result<http::Response>& response) { return response ? std::get<Value>(response->body) : Value(); }
  Value facts() {
    auto reader = database_->read();
    return collect_facts(reader->connection(), mine_);
  }
  std::vector<audit::StoredEvent> events_of(std::string_view kind, std::string_view id) {
    auto reader = database_->read();
    return audit::list_events(reader->connection(), kind, id);
  }

  support::FreshDatabase database_{GetParam(), ZHIDIAN_SOURCE_DIR};
  std::unique_ptr<base::Random> random_ = base::make_seeded_random(7);
  base::Instant now_ = *base::parse_instant("2024-09-27T02:00:00.000Z");
  divisions::DivisionTree tree_;
  accounts::Service accounts_{*database_, {}, *random_};
  Unwatched watcher_;
  Handlers handlers_{accounts_, tree_, watcher_};
  std::string city_, shenhe_, heping_, mine_, other_;
  http::Principal staff_, stranger_, city_officer_, shenhe_officer_, heping_officer_;
};
INSTANTIATE_TEST_SUITE_P(databases, Organisations, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& tested) { return support::name_of(tested.param); });

TEST_P(Organisations, are_seen_by_their_people_and_the_authorities_around_them) {
  const auto get = [&](const http::Principal& person) { return run(call(&person, mine_), &Handlers::get_organisation); };
  const auto response = get(staff_);
  ASSERT_TRUE(response);
  EXPECT_EQ(response->etag, "v1");
  EXPECT_EQ(body_of(response).text_or("division_name"), "辽宁省沈阳市沈河区");
  EXPECT_EQ(body_of(response).text_or("code_check"), "good");
  EXPECT_TRUE(get(city_officer_));
  EXPECT_TRUE(get(shenhe_officer_));
  EXPECT_EQ(error_of(get(stranger_)), "organisations.not_found");
  EXPECT_EQ(error_of(get(heping_officer_)), "organisations.not_found");
}

TEST_P(Organisations, look_absent_to_strangers_on_every_route) {
  const std::string member = body_of(run(call(&staff_, mine_, member_body("李某", "full_time")), &Handlers::add_team_member)).text_or("id");
  for (const Handler handler :
       {&Handlers::get_organisation, &Handlers::update_organisation, &Handlers::update_registry_facts, &Handlers::list_team,
        &Handlers::add_team_member, &Handlers::update_team_member, &Handlers::remove_team_member, &Handlers::list_service_items,
        &Handlers::add_service_item, &Handlers::update_service_item, &Handlers::remove_service_item}) {
    http::Call made = call(&stranger_, mine_, {}, "v1");
    made.path["member_id"] = made.path["item_id"] = member;
    EXPECT_EQ(error_of(run(std::move(made), handler)), "organisations.not_found");
  }
}

TEST_P(Organisations, give_no_foreign_member_under_ones_own_path) {
  const std::string member = body_of(run(call(&staff_, mine_, member_body("李某", "full_time")), &Handlers::add_team_member)).text_or("id");
  const std::string item = body_of(run(call(&staff_, mine_, item_body("free")), &Handlers::add_service_item)).text_or("id");
  http::Call made = call(&stranger_, other_, member_body("李某", "part_time"), "v1");
  made.path["member_id"] = member;
  made.path["item_id"] = item;
  EXPECT_EQ(error_of(run(made, &Handlers::update_team_member)), "organisations.member_not_found");
  EXPECT_EQ(error_of(run(made, &Handlers::remove_team_member)), "organisations.member_not_found");
  EXPECT_EQ(error_of(run(made, &Handlers::update_service_item)), "organisations.item_not_found");
  EXPECT_EQ(error_of(run(made, &Handlers::remove_service_item)), "organisations.item_not_found");
}

TEST_P(Organisations, are_changed_by_their_people_with_the_present_version) {
  const auto response = update(staff_, with(organisation_body(), "name", "沈阳浑河新图书馆"));
  ASSERT_TRUE(response) << response.error().id;
  EXPECT_EQ(response->etag, "v2");
  EXPECT_EQ(error_of(update(staff_, organisation_body())), "organisations.stale");
  EXPECT_EQ(error_of(update(staff_, organisation_body(), "7")), "http.bad_if_match");
  EXPECT_EQ(error_of(update(city_officer_, organisation_body())), "organisations.not_member");
  const auto events = events_of("organisation", mine_);
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(base::print_json(events[1].content).find("王某"), std::string::npos);
  EXPECT_EQ(events[1].personal.text_or("principal_name"), "王某");
}

TEST_P(Organisations, refuse_members_that_are_not_the_applicants_to_give) {
  for (const std::string field : {"state", "id", "version", "node_kinds", "banned_until"}) {
    const auto response = update(staff_, with(organisation_body(), field, "x"));
    ASSERT_EQ(error_of(response), "http.invalid_body") << field;
    EXPECT_EQ(response.error().details[0].field, field);
  }
}

TEST_P(Organisations, warn_of_a_wrong_check_character_and_take_a_confirmed_one) {
  const auto refused = update(staff_, with(organisation_body(), "credit_code", wrong_code));
  ASSERT_EQ(error_of(refused), "organisations.code_unconfirmed");
  EXPECT_EQ(refused.error().params.at("expected"), "3");
  const auto confirmed = update(staff_, with(with(organisation_body(), "credit_code", wrong_code), "is_code_confirmed", true));
  ASSERT_TRUE(confirmed);
  EXPECT_EQ(body_of(confirmed).text_or("code_check"), "wrong_check_digit");
  EXPECT_EQ(error_of(update(staff_, with(with(organisation_body(), "credit_code", "123"), "is_code_confirmed", true), "v2")),
            "organisations.code_malformed");
}

TEST_P(Organisations, refuse_codes_divisions_and_contacts_that_cannot_be) {
  EXPECT_EQ(error_of(update(staff_, with(with(organisation_body(), "credit_code", "91210102MA00000000"), "is_code_confirmed", true))),
            "organisations.code_taken");
  EXPECT_EQ(error_of(update(staff_, with(organisation_body(), "registered_division", "999999"))), "organisations.unknown_division");
  EXPECT_EQ(error_of(update(staff_, with(organisation_body(), "registered_division", "210100"))), "organisations.division_too_wide");
  const std::vector<std::tuple<std::string, std::string, std::string>> wrong{{"kind", "palace", "organisations.unknown_choice"},
                                                                             {"website", "javascript:alert(1)", "organisations.bad_website"},
                                                                             {"email", "nobody", "organisations.bad_email"},
                                                                             {"telephone", "call me", "organisations.bad_telephone"},
                                                                             {"name", "", "http.missing_field"}};
  for (const auto& [field, value, id] : wrong) {
    const auto response = update(staff_, with(organisation_body(), field, value));
    ASSERT_EQ(error_of(response), "http.invalid_body") << field;
    EXPECT_EQ(response.error().details[0].field, field);
    EXPECT_EQ(response.error().details[0].id, id);
  }
}

TEST_P(Organisations, are_listed_by_scope_name_and_division) {
  const auto list = [&](const http::Principal& person, std::map<std::string, std::string, std::less<>> query) {
    http::Call made = call(&person, "");
    made.query = std::move(query);
    return run(std::move(made), &Handlers::list_organisations);
  };
  const auto count = [&](const base::Result<http::Response>& response) { return body_of(response).at("items").as_list().size(); };
  EXPECT_EQ(count(list(city_officer_, {})), 2U);
  EXPECT_EQ(count(list(staff_, {})), 1U);
  EXPECT_EQ(count(list(city_officer_, {{"q", "博物"}})), 1U);
  EXPECT_EQ(count(list(city_officer_, {{"q", "%"}})), 0U);
  EXPECT_EQ(count(list(city_officer_, {{"q", std::string(good_code)}})), 1U);
  EXPECT_EQ(count(list(city_officer_, {{"division", "210102"}})), 1U);
  EXPECT_EQ(error_of(list(city_officer_, {{"q", std::string(101, 'x')}})), "organisations.query_too_long");
  const Value first = body_of(list(city_officer_, {{"limit", "1"}}));
  const Value second = body_of(list(city_officer_, {{"limit", "1"}, {"cursor", first.text_or("next_cursor")}}));
  EXPECT_NE(first.at("items").as_list().at(0).text_or("id"), second.at("items").as_list().at(0).text_or("id"));
  EXPECT_TRUE(second.at("next_cursor").is_null());
}

TEST_P(Organisations, are_found_by_a_name_with_brackets_however_they_are_typed) {
  ASSERT_TRUE(update(staff_, with(organisation_body(), "name", "北辰（演示）图书馆")));
  for (const char* words : {"北辰（演示）图书馆", "北辰(演示)", "（演示）"}) {
    http::Call made = call(&city_officer_, "");
    made.query = {{"q", words}};
    EXPECT_EQ(body_of(run(std::move(made), &Handlers::list_organisations)).at("items").as_list().size(), 1U) << words;
  }
}

TEST_P(Organisations, have_their_registry_facts_recorded_by_the_authority_with_a_reason) {
  const auto record = [&](const http::Principal& person, Value body, std::string if_match = "v1") {
    return run(call(&person, mine_, std::move(body), std::move(if_match)), &Handlers::update_registry_facts);
  };
  const Value body = Value::Map{{"banned_until", "2027-05-20"}, {"reason", "外地决定"}};
  EXPECT_EQ(error_of(record(shenhe_officer_, body)), "organisations.not_officer");
  EXPECT_EQ(error_of(record(heping_officer_, body)), "organisations.not_found");
  EXPECT_EQ(error_of(record(city_officer_, Value::Map{{"banned_until", nullptr}})), "http.invalid_body");
  EXPECT_EQ(error_of(record(city_officer_, with(body, "node_kinds", Value::List{"No Such"}))), "http.invalid_body");
  EXPECT_EQ(error_of(record(city_officer_, with(body, "node_kinds", Value::List{"tisc"}))), "organisations.nodes_are_registered");
  ASSERT_TRUE(record(city_officer_, body));
  EXPECT_EQ(error_of(record(city_officer_, body)), "organisations.stale");
  EXPECT_EQ(facts().at("banned_until"), Value("2027-05-20"));
  EXPECT_EQ(events_of("organisation", mine_).back().content.text_or("reason"), "外地决定");
  ASSERT_TRUE(record(city_officer_, Value::Map{{"banned_until", nullptr}, {"reason", "限制期满"}}, "v2"));
  EXPECT_TRUE(facts().at("banned_until").is_null());
}

TEST_P(Organisations, follow_the_register_of_network_nodes) {
  const auto record_kinds = [&](std::vector<std::string> kinds) {
    auto transaction = database_->write();
    record_node_kinds(transaction->connection(), {mine_, "entry", "city", std::move(kinds), now_}, *random_);
    transaction->commit();
  };
  record_kinds({"tisc"});
  EXPECT_EQ(facts().at("node_kinds"), Value(Value::List{"tisc"}));
  const auto events = events_of("organisation", mine_).size();
  record_kinds({"tisc"});
  EXPECT_EQ(events_of("organisation", mine_).size(), events) << "the same again changes nothing";
  const auto put = [&](Value::List kinds) {
    const Value body = Value::Map{{"node_kinds", std::move(kinds)}, {"reason", "清理旧登记"}};
    return run(call(&city_officer_, mine_, body, "v2"), &Handlers::update_registry_facts);
  };
  EXPECT_EQ(error_of(put({"tisc", "university_centre"})), "organisations.nodes_are_registered");
  ASSERT_TRUE(put({})) << "a mark that stands in no register is taken out by hand";
  EXPECT_EQ(facts().at("node_kinds"), Value(Value::List{}));
}

TEST_P(Organisations, count_their_team_live) {
  for (const std::string name : {"甲", "乙", "丙"})
    ASSERT_TRUE(run(call(&staff_, mine_, member_body(name, "full_time")), &Handlers::add_team_member));
  const auto added = run(call(&staff_, mine_, with(member_body("丁", "part_time"), "is_principal", true)), &Handlers::add_team_member);
  ASSERT_TRUE(added);
  Value team = body_of(run(call(&city_officer_, mine_), &Handlers::list_team));
  EXPECT_EQ(team.integer_or("full_time", 0), 3);
  EXPECT_EQ(team.integer_or("part_time", 0), 1);
  EXPECT_EQ(team.at("items").as_list().at(0).text_or("name"), "丁");
  EXPECT_EQ(facts().at("team.full_time"), Value(3));
  http::Call leaving = call(&staff_, mine_);
  leaving.path["member_id"] = team.at("items").as_list().at(1).text_or("id");
  ASSERT_TRUE(run(leaving, &Handlers::remove_team_member));
  EXPECT_EQ(error_of(run(leaving, &Handlers::remove_team_member)), "organisations.member_not_found");
  EXPECT_EQ(facts().at("team.full_time"), Value(2));
  EXPECT_EQ(events_of("team_member", leaving.path["member_id"]).back().action, "leave");
}

TEST_P(Organisations, change_a_member_with_the_present_version) {
  const std::string id = body_of(run(call(&staff_, mine_, member_body("甲", "full_time")), &Handlers::add_team_member)).text_or("id");
  http::Call made = call(&staff_, mine_, member_body("甲", "part_time"), "v1");
  made.path["member_id"] = id;
  EXPECT_EQ(run(made, &Handlers::update_team_member)->etag, "v2");
  EXPECT_EQ(error_of(run(made, &Handlers::update_team_member)), "organisations.stale");
  const auto events = events_of("team_member", id);
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(base::print_json(events[0].content).find("甲"), std::string::npos);
  EXPECT_EQ(events[0].personal.text_or("name"), "甲");
}

TEST_P(Organisations, notice_one_person_in_two_teams_without_keeping_the_number) {
  const Value body = with(member_body("甲", "full_time"), "identity_number", "11010519491231002x");
  ASSERT_TRUE(run(call(&staff_, mine_, body), &Handlers::add_team_member));
  const auto second = run(call(&stranger_, other_, body), &Handlers::add_team_member);
  ASSERT_TRUE(second);
  EXPECT_TRUE(body_of(second).bool_or("is_counted_elsewhere", false));
  EXPECT_TRUE(body_of(second).at("identity_number").is_null());
  const Value team = body_of(run(call(&staff_, mine_), &Handlers::list_team));
  EXPECT_TRUE(team.at("items").as_list().at(0).bool_or("is_counted_elsewhere", false));
  const auto refused = run(call(&staff_, mine_, with(body, "identity_number", "110105194912310021")), &Handlers::add_team_member);
  EXPECT_EQ(refused.error().details[0].id, "organisations.bad_identity_number");
}

TEST_P(Organisations, refuse_wrong_members_and_items) {
  const auto detail = [&](Value body, Handler handler) { return run(call(&staff_, mine_, std::move(body)), handler).error().details.at(0); };
  EXPECT_EQ(detail(member_body("甲", "sometimes"), &Handlers::add_team_member).id, "organisations.unknown_choice");
  EXPECT_EQ(detail(with(member_body("甲", "full_time"), "version", 3), &Handlers::add_team_member).field, "version");
  EXPECT_EQ(detail(with(member_body("甲", "full_time"), "certificates", Value::List{""}), &Handlers::add_team_member).id, "organisations.bad_list");
  EXPECT_EQ(detail(with(member_body("甲", "full_time"), "skills", Value::List{"magic"}), &Handlers::add_team_member).id,
            "organisations.unknown_choice");
  EXPECT_EQ(detail(item_body("gold"), &Handlers::add_service_item).id, "organisations.unknown_choice");
  EXPECT_EQ(detail(with(item_body("free"), "ip_categories", Value::List{}), &Handlers::add_service_item).id, "http.missing_field");
  EXPECT_EQ(detail(with(item_body("free"), "id", "x"), &Handlers::add_service_item).field, "id");
}

TEST_P(Organisations, have_service_items) {
  const auto added = run(call(&staff_, mine_, item_body("low_cost")), &Handlers::add_service_item);
  ASSERT_TRUE(added);
  ASSERT_TRUE(run(call(&staff_, mine_, item_body("market")), &Handlers::add_service_item));
  EXPECT_EQ(facts().at("service_items.count"), Value(2));
  EXPECT_EQ(facts().at("service_items.public_interest"), Value(1));
  EXPECT_EQ(facts().at("service_items.categories"), Value(Value::List{"patent"}));
  http::Call made = call(&staff_, mine_, item_body("free"), "v1");
  made.path["item_id"] = body_of(added).text_or("id");
  EXPECT_EQ(run(made, &Handlers::update_service_item)->etag, "v2");
  EXPECT_EQ(error_of(run(made, &Handlers::update_service_item)), "organisations.stale");
  EXPECT_EQ(run(made, &Handlers::remove_service_item)->status, 204);
  EXPECT_EQ(error_of(run(made, &Handlers::remove_service_item)), "organisations.item_not_found");
  EXPECT_EQ(body_of(run(call(&city_officer_, mine_), &Handlers::list_service_items)).at("items").as_list().size(), 1U);
  EXPECT_EQ(events_of("service_item", made.path["item_id"]).size(), 3U);
}

TEST_P(Organisations, prefill_a_form) {
  ASSERT_TRUE(update(staff_, with(with(organisation_body(), "principal_post", "馆长"), "website", "https://example.cn")));
  run(call(&staff_, mine_, member_body("甲", "full_time")), &Handlers::add_team_member);
  run(call(&staff_, mine_, item_body("free")), &Handlers::add_service_item);
  auto reader = database_->read();
  const Value known = collect_prefill(reader->connection(), mine_);
  EXPECT_EQ(known.find_path("organisation.name"), Value("沈阳浑河图书馆"));
  EXPECT_EQ(known.find_path("organisation.principal"), Value("王某，馆长"));
  EXPECT_EQ(known.find_path("organisation.headcount"), Value(30));
  EXPECT_EQ(known.find_path("team.members").as_list().size(), 1U);
  EXPECT_TRUE(known.find_path("team.overview").is_text());
  EXPECT_TRUE(known.find_path("service_items.text").is_text());
  EXPECT_EQ(collect_prefill(reader->connection(), "nothing"), Value(Value::Map{}));
  EXPECT_TRUE(collect_facts(reader->connection(), "nothing").empty());
}

TEST_P(Organisations, register_with_a_provisional_account_and_tell_their_district) {
  const Value organisation = with(organisation_body(), "credit_code", "91350211M000100Y46");
  const Value body = Value::Map{{"login_name", "Newcomer"},
                                {"password", "Correct-Horse-7"},
                                {"display_name", "赵某"},
                                {"organisation", with(with(organisation, "is_code_confirmed", true), "name", "新馆")}};
  http::Call made = call(nullptr, "", body);
  const auto response = handlers_.register_institution(made);
  ASSERT_TRUE(response) << response.error().id;
  EXPECT_EQ(response->status, 201);
  EXPECT_EQ(response->cookies.size(), 1U);
  const Value account = body_of(response).at("account");
  EXPECT_EQ(account.text_or("state"), "provisional");
  EXPECT_EQ(account.at("grants").as_list().at(0).text_or("role"), "applicant_staff");
  EXPECT_FALSE(body_of(response).bool_or("is_reauthenticated", true));
  auto reader = database_->read();
  EXPECT_EQ(messages::count_unread(reader->connection(), shenhe_officer_.account_id), 1);
  EXPECT_EQ(messages::count_unread(reader->connection(), city_officer_.account_id), 0);
  EXPECT_EQ(audit::list_events(reader->connection(), "account", account.text_or("id")).size(), 1U);
}

TEST_P(Organisations, do_not_register_twice_or_with_a_weak_password) {
  const auto attempt = [&](const std::string& login_name, const std::string& password, Value organisation) {
    http::Call made =
        call(nullptr, "",
             Value::Map{{"login_name", login_name}, {"password", password}, {"display_name", "赵某"}, {"organisation", std::move(organisation)}});
    return error_of(handlers_.register_institution(made));
  };
  EXPECT_EQ(attempt("newcomer", "Correct-Horse-7", organisation_body()), "organisations.code_taken");
  const Value fresh = with(with(organisation_body(), "credit_code", "91350211M000100Y46"), "is_code_confirmed", true);
  EXPECT_EQ(attempt("newcomer", "weak", fresh), "accounts.weak_password");
  EXPECT_EQ(attempt("staff", "Correct-Horse-7", fresh), "accounts.login_name_taken");
  EXPECT_EQ(attempt("newcomer", "Correct-Horse-7", with(fresh, "state", "active")), "http.invalid_body");
  EXPECT_EQ(attempt("newcomer", "Correct-Horse-7", Value()), "http.invalid_body");
  EXPECT_EQ(attempt("newcomer", "Correct-Horse-7", fresh), "");
}

TEST_P(Organisations, claimed_falsely_come_back_as_the_authority_entered_them) {
  const std::string code = "91350211M000100Y46";
  const std::string entered = add_organisation(code, "清册单位", "210103");
  const Value claim = with(with(with(organisation_body(), "credit_code", code), "is_code_confirmed", true), "address", "冒名路1号");
  const auto attempt = [&](const std::string& login_name) {
    http::Call made =
        call(nullptr, "", Value::Map{{"login_name", login_name}, {"password", "Correct-Horse-7"}, {"display_name", "赵某"}, {"organisation", claim}});
    const auto response = handlers_.register_institution(made);
    return response ? body_of(response).find_path("account.id").as_text() : error_of(response);
  };
  const auto stored = [&] { return *find_organisation(database_->read()->connection(), entered); };
  const std::string account = attempt("newcomer");
  EXPECT_EQ(stored().address, "冒名路1号");
  EXPECT_EQ(attempt("second"), "organisations.code_taken");
  http::Call rejection = call(&shenhe_officer_, "", Value::Map{{"reason", "不是本单位人员"}});
  rejection.path["account_id"] = account;
  ASSERT_TRUE(run(rejection, &Handlers::reject_registration));
  EXPECT_EQ(stored().address, "");
  EXPECT_EQ(stored().telephone, "");
  EXPECT_EQ(stored().name, "清册单位");
  EXPECT_EQ(stored().credit_code, code);
  EXPECT_EQ(stored().state, "active");
  EXPECT_EQ(events_of("organisation", entered).back().action, "release");
  attempt("second");
  EXPECT_EQ(stored().address, "冒名路1号") << "the true institution claims the same record";
}

TEST(Identity, follows_gb_11643) {
  EXPECT_TRUE(is_identity_number("11010519491231002X"));
  EXPECT_FALSE(is_identity_number("110105194912310021"));
  EXPECT_FALSE(
      is_identity_number("1101051949123100"
                         "2x"));
  EXPECT_TRUE(is_identity_number("E12345678"));
  EXPECT_FALSE(is_identity_number("ABCDE"));
  EXPECT_FALSE(is_identity_number("1"));
  EXPECT_NE(hash_identity("one", "E12345678"), hash_identity("two", "E12345678"));
  EXPECT_EQ(hash_identity("key", "The quick brown fox jumps over the lazy dog"), "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8");
}

}  // namespace
}  // namespace zhidian::organisations
