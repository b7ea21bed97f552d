#include "server/projections.hpp"

#include "capabilities/calendars/calendars.hpp"
#include "capabilities/cases/cases.hpp"
#include "capabilities/certificates/certificates.hpp"
#include "capabilities/changes/pauses.hpp"
#include "capabilities/classifications/classifications.hpp"
#include "capabilities/complaints/complaints.hpp"
#include "capabilities/directory/directory.hpp"
#include "capabilities/duties/waivers.hpp"
#include "capabilities/ip_records/ip_records.hpp"
#include "capabilities/network_nodes/network_nodes.hpp"
#include "capabilities/notices/notices.hpp"
#include "capabilities/organisations/organisations.hpp"
#include "capabilities/recommendations/recommendations.hpp"
#include "capabilities/reviews/reviews.hpp"
#include "capabilities/sanctions/sanctions.hpp"
#include "capabilities/services/services.hpp"
#include "capabilities/supports/supports.hpp"
#include "capabilities/windows/windows.hpp"

namespace zhidian::server {
namespace {

Projection of(std::string_view name_zh, std::string_view name_en, const audit::RecordKind& kind) {
  return {name_zh, name_en, [&kind](storage::Connection& connection) { return audit::compare_records(connection, kind); },
          [&kind](storage::Connection& connection) { return audit::rewrite_records(connection, kind); }};
}

const Projection projections[] = {
    of("机构", "institutions", organisations::records_in_log),
    of("申报批次", "windows", windows::records_in_log),
    {"案件", "cases", cases::compare_with_log, cases::rewrite_from_log},
    of("办理暂停", "pauses of cases", changes::pauses_in_log),
    of("推荐排序", "recommendation orders", recommendations::records_in_log),
    of("公示公告", "notices", notices::records_in_log),
    of("工作日历", "calendar changes", calendars::records_in_log),
    of("网点名录", "directory lines", directory::records_in_log),
    of("处理决定", "decisions", sanctions::records_in_log),
    of("免报", "waived reports", duties::records_in_log),
    of("投诉举报", "complaints", complaints::records_in_log),
    of("体系节点", "network entries", network_nodes::records_in_log),
    of("服务记录", "service records", services::records_in_log),
    of("扶持指导记录", "support records", supports::records_in_log),
    of("指导请求", "support requests", supports::requests_in_log),
    of("证书", "certificates", certificates::records_in_log),
    of("数据来源", "sources", ip_records::records_in_log),
    of("分类表", "classification tables", classifications::records_in_log),
    of("评审", "reviews", reviews::records_in_log),
};

}  // namespace

std::span<const Projection> list_projections() { return projections; }

}  // namespace zhidian::server
