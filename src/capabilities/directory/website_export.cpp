#include "capabilities/directory/website_export.hpp"

#include <array>

#include "audit/log.hpp"
#include "base/text.hpp"
#include "capabilities/accounts/accounts.hpp"
#include "capabilities/directory/directory_store.hpp"
#include "capabilities/organisations/organisations.hpp"
#include "documents/workbook.hpp"

namespace zhidian::directory {
namespace {

using base::ErrorCode;
using base::Value;

constexpr std::array basic = {"name",     "kind",       "status", "division_name", "address", "telephone", "website", "service_recipients",
                              "filed_on", "valid_until"};
constexpr std::array item_keys = {"name", "kind", "fee", "price_note", "description"};

std::string text_of(const Value& value) { return value.is_text() ? value.as_text() : ""; }

std::string word(std::string_view id) { return http::sentence(http::Language::zh, "directory.column_" + std::string(id), {}); }

std::string joined(const Value& list) {
  std::string words;
  if (!list.is_list()) return words;
  for (const Value& each : list.as_list()) words += (words.empty() ? "" : "、") + organisations::word_of("category", text_of(each));
  return words;
}

}  // namespace

base::Result<WebsiteExport> find_website_export(storage::Connection& connection, std::string_view notice_id) {
  auto notice = notices::find_notice(connection, notice_id);
  if (!notice || notice->kind != "filed_list") return base::refuse(ErrorCode::not_found, "directory.no_filed_list");
  return WebsiteExport{std::move(*notice), list_outlets_of_notice(connection, notice_id)};
}

Value to_value(const WebsiteExport& exported, const regulations::Registry& registry, base::Date today) {
  Value::List names, outlets, items;
  for (const Outlet& outlet : exported.outlets) {
    Value line = to_value(outlet, registry, today);
    const Value services = line.at("service_items");
    line.set("service_items", Value());
    names.emplace_back(outlet.name);
    outlets.push_back(std::move(line));
    if (!services.is_list()) continue;
    for (Value item : services.as_list()) {
      item.set("outlet_name", outlet.name);
      items.push_back(std::move(item));
    }
  }
  return Value::Map{{"notice", notices::summary_value(exported.notice, today)},
                    {"names", std::move(names)},
                    {"outlets", std::move(outlets)},
                    {"service_items", std::move(items)}};
}

std::string print_xlsx(const WebsiteExport& exported, const regulations::Registry& registry, base::Date today) {
  const Value value = to_value(exported, registry, today);
  documents::WorkbookSheet names{word("names"), {{word("number"), word("name")}}};
  documents::WorkbookSheet outlets{word("outlets"), {{}}}, items{word("service_items"), {{word("outlet_name")}}};
  for (const char* key : basic) outlets.rows.front().push_back(word(key));
  for (const char* key : item_keys) items.rows.front().push_back(word(key));
  items.rows.front().push_back(word("ip_categories"));
  for (const Value& name : value.at("names").as_list()) names.rows.push_back({std::to_string(names.rows.size()), name.as_text()});
  for (const Value& outlet : value.at("outlets").as_list()) {
    std::vector<std::string> row;
    for (const std::string_view key : basic)
      row.push_back(key == "status" ? outlet.at("status_label").text_or("zh")
                    : key == "kind" ? organisations::word_of("kind", text_of(outlet.at(key)))
                                    : text_of(outlet.at(key)));
    outlets.rows.push_back(std::move(row));
  }
  for (const Value& item : value.at("service_items").as_list()) {
    std::vector<std::string> row{item.text_or("outlet_name")};
    for (const std::string_view key : item_keys)
      row.push_back(key == "kind"  ? organisations::word_of("item_kind", text_of(item.at(key)))
                    : key == "fee" ? organisations::word_of("fee", text_of(item.at(key)))
                                   : text_of(item.at(key)));
    row.push_back(joined(item.at("ip_categories")));
    items.rows.push_back(std::move(row));
  }
  return documents::workbook_xlsx({names, outlets, items});
}

base::Result<WebsitePublication> record_website_publication(storage::Connection& connection, const WebsiteExport& exported,
                                                            WebsitePublication publication, const http::Call& call,
                                                            const regulations::Registry& registry) {
  const notices::Notice& notice = exported.notice;
  if (!accounts::is_officer(call.db(), call.account_id(), notice.authority_id, "authority_officer"))
    return base::refuse(ErrorCode::forbidden, "directory.not_your_list");
  if (!base::is_web_address(publication.address)) return base::refuse(base::field_error("address", "directory.bad_address"));
  if (publication.published_on < base::print_date(notice.published_on))
    return base::refuse(base::field_error("published_on", "directory.before_the_list"));
  if (publication.published_on > base::print_date(call.today())) return base::refuse(base::field_error("published_on", "directory.day_to_come"));
  publication.id = base::make_id(call.business_now, *call.random);
  publication.sha256 = base::sha256_hex(base::print_json(to_value(exported, registry, call.today())));
  publication.recorded_at = base::print_instant(call.business_now);
  insert_website_publication(connection, notice.id, publication);
  audit::Event event = audit::make_event("website_publication", publication.id, 1, "record", call.account_id(), call.business_now,
                                         Value::Map{{"notice_id", notice.id},
                                                    {"site", publication.site},
                                                    {"address", publication.address},
                                                    {"published_on", publication.published_on},
                                                    {"outlets", static_cast<std::int64_t>(exported.outlets.size())},
                                                    {"sha256", publication.sha256}});
  event.act_version = notice.act_version;
  audit::append(connection, event, *call.random);
  return publication;
}

Value to_value(const WebsitePublication& publication) {
  return Value::Map{{"id", publication.id},           {"site", publication.site},
                    {"address", publication.address}, {"published_on", publication.published_on},
                    {"sha256", publication.sha256},   {"recorded_at", publication.recorded_at}};
}

}  // namespace zhidian::directory
