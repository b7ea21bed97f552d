#include "capabilities/sanctions/sanctions_store.hpp"

#include "capabilities/sanctions/sql.hpp"

namespace zhidian::sanctions {
namespace {

namespace sql = zhidian::sql::sanctions;
using storage::Row;

Sanction read_sanction(const Row& row) {
  Sanction sanction;
  sanction.id = row.text("id");
  sanction.case_id = row.text("case_id");
  sanction.organisation_id = row.text("organisation_id");
  sanction.outlet_id = row.text("outlet_id");
  sanction.authority_id = row.text("authority_id");
  sanction.act_id = row.text("act_id");
  sanction.kind = row.text("kind");
  sanction.ground = row.text("ground");
  sanction.is_public = row.integer("is_public") != 0;
  sanction.decision_number = row.text("decision_number");
  sanction.decided_on = row.date("decided_on");
  sanction.banned_until = row.optional_date("banned_until");
  sanction.cites = row.json("cites");
  sanction.annulled_on = row.optional_date("annulled_on");
  sanction.annulled_reason = row.text("annulled_reason");
  sanction.version = row.integer("version");
  sanction.organisation_name = row.text("organisation_name");
  sanction.credit_code = row.text("credit_code");
  sanction.authority_name = row.text("authority_name");
  return sanction;
}

}  // namespace

void insert_sanction(storage::Connection& connection, const Sanction& sanction, base::Instant now) {
  connection.execute(sql::insert_sanction,
                     {sanction.id, sanction.case_id, sanction.organisation_id, sanction.organisation_name, sanction.credit_code, sanction.outlet_id,
                      sanction.authority_id, sanction.act_id, sanction.kind, sanction.decision_number, base::print_date(sanction.decided_on),
                      base::print_date(sanction.banned_until), base::print_json(sanction.cites), base::print_instant(now), sanction.ground,
                      static_cast<std::int64_t>(sanction.is_public)});
}

void rewrite_sanction(storage::Connection& connection, const std::string& id, const audit::Told& told) {
  const base::Value& told_of = told.record;
  const auto day = [&](std::string_view key) { return told_of.at(key).is_text() ? std::optional(told_of.text_or(key)) : std::nullopt; };
  connection.execute(sql::rewrite_sanction,
                     {id, told_of.text_or("case_id"), told_of.text_or("organisation_id"), told_of.text_or("organisation_name"),
                      told_of.text_or("credit_code"), told_of.text_or("outlet_id"), told_of.text_or("authority_id"), told_of.text_or("act_id"),
                      told_of.text_or("kind"), told_of.text_or("decision_number"), told_of.text_or("decided_on"), day("banned_until"),
                      base::print_json(told_of.at("cites")), day("annulled_on"), told_of.text_or("reason"), told.last.ordinal,
                      base::print_instant(told.first.at), told_of.text_or("ground"), static_cast<std::int64_t>(told_of.bool_or("is_public", false))});
}

std::optional<base::Date> find_ban(storage::Connection& connection, std::string_view organisation_id, std::string_view act_id) {
  return connection.find(sql::find_ban, {organisation_id, act_id}, [](const Row& row) { return row.optional_date("until"); }).value_or(std::nullopt);
}

bool annul_sanction(storage::Connection& connection, std::string_view id, std::int64_t expected_version, base::Date on, std::string_view reason) {
  return connection.execute(sql::annul_sanction, {id, expected_version, base::print_date(on), reason}) == 1;
}

std::vector<Sanction> list_sanctions(storage::Connection& connection, const Filter& filter) {
  return connection.list(sql::list_sanctions,
                         {filter.account_id, filter.organisation_id, filter.page.after, filter.page.after_id, filter.page.limit + 1}, read_sanction);
}

std::vector<Sanction> list_public_sanctions(storage::Connection& connection, base::Date today, const http::Page& page) {
  return connection.list(sql::list_public_sanctions, {base::print_date(today), page.after, page.after_id, page.limit + 1}, read_sanction);
}

std::optional<Sanction> find_public_sanction(storage::Connection& connection, std::string_view id) {
  return connection.find(sql::find_public_sanction, {id}, read_sanction);
}

std::vector<Sanction> list_bans_elsewhere(storage::Connection& connection, const cases::Case& target, base::Date today) {
  const auto organisation = organisations::find_organisation(connection, target.organisation_id);
  return connection.list(sql::list_bans_elsewhere,
                         {target.organisation_id, target.act_id, base::print_date(today), organisation ? organisation->name : ""}, read_sanction);
}

std::optional<Sanction> find_visible_sanction(storage::Connection& connection, std::string_view account_id, std::string_view id) {
  return connection.find(sql::find_visible_sanction, {account_id, id}, read_sanction);
}

std::vector<Sanction> list_all_sanctions(storage::Connection& connection) { return connection.list(sql::list_all_sanctions, {}, read_sanction); }

}  // namespace zhidian::sanctions
