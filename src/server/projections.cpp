#include "server/projections.hpp"

#include "capabilities/calendars/calendars.hpp"
#include "capabilities/cases/cases.hpp"
#include "capabilities/certificates/certificates.hpp"
#include "capabilities/complaints/complaints.hpp"
#include "capabilities/directory/directory.hpp"
#include "capabilities/duties/waivers.hpp"
#include "capabilities/network_nodes/network_nodes.hpp"
#include "capabilities/notices/notices.hpp"
#include "capabilities/organisations/organisations.hpp"
#include "capabilities/recommendations/recommendations.hpp"
#include "capabilities/reviews/reviews.hpp"
#include "capabilities/sanctions/sanctions.hpp"
#include "capabilities/supports/supports.hpp"
#include "capabilities/windows/windows.hpp"

namespace zhidian::server {
namespace {

constexpr Projection projections[] = {
    {"机构", "institutions", organisations::compare_with_log, organisations::rewrite_from_log},
    {"申报批次", "windows", windows::compare_with_log, windows::rewrite_from_log},
    {"案件", "cases", cases::compare_with_log, cases::rewrite_from_log},
    {"推荐排序", "recommendation orders", recommendations::compare_with_log, recommendations::rewrite_from_log},
    {"公示公告", "notices", notices::compare_with_log, notices::rewrite_from_log},
    {"工作日历", "calendar changes", calendars::compare_with_log, calendars::rewrite_from_log},
    {"网点名录", "directory lines", directory::compare_with_log, directory::rewrite_from_log},
    {"处理决定", "decisions", sanctions::compare_with_log, sanctions::rewrite_from_log},
    {"免报", "waived reports", duties::compare_with_log, duties::rewrite_from_log},
    {"投诉举报", "complaints", complaints::compare_with_log, complaints::rewrite_from_log},
    {"体系节点", "network entries", network_nodes::compare_with_log, network_nodes::rewrite_from_log},
    {"扶持指导记录", "support records", supports::compare_with_log, supports::rewrite_from_log},
    {"指导请求", "support requests", supports::compare_requests_with_log, supports::rewrite_requests_from_log},
    {"证书", "certificates", certificates::compare_with_log, certificates::rewrite_from_log},
    {"评审", "reviews", reviews::compare_with_log, reviews::rewrite_from_log},
};

}  // namespace

std::span<const Projection> list_projections() { return projections; }

}  // namespace zhidian::server
