#pragma once
#include <string>
#include <vector>

#include "capabilities/directory/directory.hpp"
#include "capabilities/notices/notices.hpp"
#include "http/http.hpp"

namespace zhidian::directory {

/// A published list of filed outlets as other government websites take it: names, basic information, service items; public fields only.
struct WebsiteExport {
  notices::Notice notice;
  std::vector<Outlet> outlets;
};

/// Errors: directory.no_filed_list where there is no such notice or it lists nothing filed.
base::Result<WebsiteExport> find_website_export(storage::Connection& connection, std::string_view notice_id);
/// One document: `names`, `outlets` (schema Outlet without its items) and `service_items`, each item with its outlet's name.
base::Value to_value(const WebsiteExport& exported, const regulations::Registry& registry, base::Date today);
/// The same as a workbook of three sheets.
std::string print_xlsx(const WebsiteExport& exported, const regulations::Registry& registry, base::Date today);

/// Where and when the list was put up, told by an officer of the authority that published it.
struct WebsitePublication {
  std::string id, site, address, published_on, sha256, recorded_at;
};
std::vector<WebsitePublication> list_website_publications(storage::Connection& connection, std::string_view notice_id);
/// Records one, with the hash of what was exported, in the log as well.
/// Errors: directory.not_your_list, directory.bad_address, directory.before_the_list, directory.day_to_come.
base::Result<WebsitePublication> record_website_publication(storage::Connection& connection, const WebsiteExport& exported,
                                                            WebsitePublication publication, const http::Call& call,
                                                            const regulations::Registry& registry);
base::Value to_value(const WebsitePublication& publication);

}  // namespace zhidian::directory
