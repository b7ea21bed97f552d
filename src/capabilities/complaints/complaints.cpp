// Receiving a complaint and answering who sent it.
#include "capabilities/complaints/complaints.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "capabilities/complaints/complaint_events.hpp"
#include "capabilities/complaints/complaints_store.hpp"
#include "capabilities/messages/messages.hpp"
#include "capabilities/notices/receipts.hpp"
#include "capabilities/organisations/organisations.hpp"

namespace zhidian::complaints {
namespace {

using base::ErrorCode;

/// The input field of a decision that says for which ground of the act a status ends.
constexpr std::string_view ground_field = "ground";

/// The grounds of the procedures by which a status ends as revoked, with the articles of the action that asks for them.
void collect_grounds_of_act(const regulations::Registry& registry, std::string_view act_id, std::string_view status, std::vector<Ground>& grounds) {
  for (const rules::Procedure& procedure : registry.law.procedures) {
    if (procedure.act_id != act_id || procedure.concerns != status) continue;
    for (const rules::Action& action : procedure.actions) {
      const auto field = std::ranges::find(action.input, ground_field, &rules::Field::id);
      if (field == action.input.end()) continue;
      for (const auto& [id, label] : field->options) {
        if (std::ranges::find(grounds, id, &Ground::id) == grounds.end()) grounds.push_back({id, label, action.cites});
      }
    }
  }
}

base::Result<void> check_input(const ComplaintInput& input, const std::vector<Ground>& grounds) {
  if (std::ranges::find(grounds, input.ground, &Ground::id) == grounds.end())
    return base::refuse(base::field_error("ground", "complaints.unknown_ground"));
  if (input.is_anonymous) return {};
  base::Error error{ErrorCode::invalid, "complaints.name_required", {}, {}, {}};
  if (base::is_blank(input.name)) error.details.push_back({"name", "", "notices.name_missing", {}, {}, {}, {}, {}, {}});
  if (base::is_blank(input.contact)) error.details.push_back({"contact", "", "notices.contact_missing", {}, {}, {}, {}, {}, {}});
  if (!error.details.empty()) return base::refuse(std::move(error));
  return {};
}

/// No name in it, neither the sender's nor the outlet's: it also goes out by mail and webhook.
void tell_recipient(storage::Connection& connection, const Complaint& complaint, base::Instant at, base::Random& random) {
  messages::tell_authority(connection, complaint.authority_id,
                           {"complaints.received", {{"receipt", complaint.receipt}}, "complaint", complaint.id, "/complaints/" + complaint.id}, at,
                           random);
}

Complaint make_complaint(const ComplaintInput& input, const directory::Outlet& outlet, const accounts::Authority& authority, base::Instant at,
                         const notices::ReceiptCodes& codes, base::Random& random) {
  Complaint complaint;
  complaint.id = base::make_id(at, random);
  complaint.receipt = codes.receipt;
  complaint.secret_hash = codes.secret_hash;
  complaint.outlet_id = outlet.id;
  complaint.organisation_id = outlet.organisation_id;
  complaint.authority_id = authority.id;
  complaint.act_id = outlet.act_id;
  complaint.status = outlet.status;
  complaint.outlet_name = outlet.name;
  complaint.ground = input.ground;
  complaint.is_anonymous = input.is_anonymous;
  if (!input.is_anonymous) complaint.name = input.name;
  if (!input.is_anonymous) complaint.contact = input.contact;
  complaint.statement = input.statement;
  complaint.received_at = base::print_instant(at);
  return complaint;
}

}  // namespace

std::vector<Ground> list_grounds(storage::Connection& connection, const regulations::Registry& registry, std::string_view act_id,
                                 std::string_view status) {
  std::vector<Ground> grounds;
  collect_grounds_of_act(registry, act_id, status, grounds);
  for (Ground& common : list_common_grounds(connection)) {
    if (std::ranges::find(grounds, common.id, &Ground::id) == grounds.end()) grounds.push_back(std::move(common));
  }
  return grounds;
}

base::Result<accounts::Authority> find_recipient(storage::Connection& connection, const regulations::Registry& registry,
                                                 const directory::Outlet& outlet) {
  const auto status = directory::find_status(registry, outlet.status, outlet.act_id);
  const auto organisation = organisations::find_organisation(connection, outlet.organisation_id);
  if (status && status->keeper && organisation) {
    const rules::Body& keeper = *status->keeper;
    const auto found =
        accounts::list_authorities_for(connection, keeper.level, keeper.division.empty() ? organisation->registered_division : keeper.division);
    if (!found.empty()) return found.front();
  }
  return base::refuse(ErrorCode::conflict, "complaints.no_authority");
}

base::Result<Receipt> lodge(storage::Connection& connection, const regulations::Registry& registry, const ComplaintInput& input,
                            const notices::Arrival& arrival, base::Random& random) {
  const auto outlet = directory::find_outlet(connection, input.outlet_id);
  if (!outlet) return base::refuse(ErrorCode::not_found, "directory.not_found");
  const auto authority = find_recipient(connection, registry, *outlet);
  if (!authority) return base::refuse(authority.error());
  if (auto good = check_input(input, list_grounds(connection, registry, outlet->act_id, outlet->status)); !good)
    return base::refuse(std::move(good.error()));
  auto files = notices::take_uploads(connection, input.evidence, arrival);
  if (!files) return base::refuse(files.error());
  const notices::ReceiptCodes codes = notices::make_codes("TS", random);
  const Complaint complaint = make_complaint(input, *outlet, *authority, arrival.business, codes, random);
  insert_complaint(connection, complaint);
  for (notices::UploadedFile& file : *files) {
    file.id = base::make_id(arrival.business, random);
    insert_file(connection, complaint.id, file);
  }
  tell_recipient(connection, complaint, arrival.business, random);
  append_lodging(connection, complaint, *files, arrival.business, random);
  return Receipt{codes.receipt, codes.secret, authority->name};
}

base::Result<Complaint> follow(storage::Connection& connection, std::string_view receipt, std::string_view secret) {
  auto complaint = find_by_receipt(connection, notices::normalised_code(receipt));
  const bool is_right = notices::is_secret(secret, complaint ? complaint->secret_hash : "");
  if (!complaint || !is_right) return base::refuse(ErrorCode::not_found, "notices.receipt_not_found");
  return std::move(*complaint);
}

}  // namespace zhidian::complaints
