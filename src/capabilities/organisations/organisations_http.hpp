#pragma once
#include <functional>

#include "capabilities/accounts/accounts_service.hpp"
#include "capabilities/divisions/divisions.hpp"
#include "capabilities/organisations/organisations_store.hpp"
#include "capabilities/organisations/routes.hpp"

namespace zhidian::organisations {

/// Institutions, teams, service items. `tree`, `accounts` and `watcher` must outlive it. Threads: safe to call from several.
class Handlers final : public Routes {
 public:
  Handlers(accounts::Service& accounts, const divisions::DivisionTree& tree, Watcher& watcher)
      : accounts_(accounts), tree_(tree), watcher_(watcher) {}
  /// What others do in the same transaction when a registration is refused; before the first request.
  using OnRejection = std::function<void(http::Call& call, std::string_view organisation_id)>;
  void use_on_rejection(OnRejection on_rejection) { on_rejection_ = std::move(on_rejection); }

  base::Result<http::Response> register_institution(http::Call& call) override;
  base::Result<http::Response> reject_registration(http::Call& call) override;
  base::Result<http::Response> list_organisations(http::Call& call) override;
  base::Result<http::Response> get_organisation(http::Call& call) override;
  base::Result<http::Response> update_organisation(http::Call& call) override;
  base::Result<http::Response> update_registry_facts(http::Call& call) override;
  base::Result<http::Response> list_team(http::Call& call) override;
  base::Result<http::Response> add_team_member(http::Call& call) override;
  base::Result<http::Response> update_team_member(http::Call& call) override;
  base::Result<http::Response> remove_team_member(http::Call& call) override;
  base::Result<http::Response> list_service_items(http::Call& call) override;
  base::Result<http::Response> add_service_item(http::Call& call) override;
  base::Result<http::Response> update_service_item(http::Call& call) override;
  base::Result<http::Response> remove_service_item(http::Call& call) override;

 private:
  http::Response answer(const Organisation& organisation) const;
  base::Result<void> check_reported(storage::Connection& connection, const Organisation& present, const Organisation& wanted) const;
  base::Result<Organisation> get_own_items(const http::Call& call) const;

  accounts::Service& accounts_;
  const divisions::DivisionTree& tree_;
  Watcher& watcher_;
  OnRejection on_rejection_;
};

/// What was taken out of a team and a list of services, each with the version its event takes.
struct Entries {
  std::vector<std::pair<TeamMember, std::int64_t>> members;
  std::vector<std::pair<ServiceItem, std::int64_t>> items;
};
Entries remove_entries(http::Call& call, std::string_view organisation_id);
void log_removed(http::Call& call, std::string_view organisation_id, const Entries& removed);

/// The institution of the path, where the caller may see it. Errors: organisations.not_found.
base::Result<Organisation> get_visible(const http::Call& call);
/// The same for a change: the caller must belong to it. Errors: organisations.not_found, organisations.not_member.
base::Result<Organisation> get_own(const http::Call& call);
/// The version that If-Match names. Errors: http.bad_if_match.
base::Result<std::int64_t> read_version(const http::Call& call);
std::string print_version(std::int64_t version);

base::Value to_value(const Organisation& organisation, const divisions::DivisionTree& tree);
base::Value to_value(const TeamMember& member);
base::Value to_value(const ServiceItem& item);

/// Creates institution and first account, provisional, and tells the nearest authority. Returns account id and session token.
base::Result<accounts::Service::OpenedSession> register_institution(accounts::Service& accounts, const Organisation& organisation,
                                                                    accounts::NewAccount account, const std::string& password,
                                                                    const accounts::Origin& origin);

}  // namespace zhidian::organisations
