#pragma once
#include "capabilities/reviews/reviews.hpp"

/// JSON of the schemas in openapi.yaml.
namespace zhidian::reviews {

base::Value to_value(const Declaration& declaration);
base::Value to_value(const Expert& expert, const std::vector<Declaration>& declarations);
base::Value summary_value(storage::Connection& connection, const Service& service, const Review& review);
/// Schema Review for a reader of these relations; a seed holder or officer never sees a committed value here.
base::Value review_value(storage::Connection& connection, const Service& service, const Dossier& dossier, const std::vector<std::string>& relations,
                         std::string_view account_id);
base::Value assignment_value(storage::Connection& connection, const Service& service, const Seat& seat, const Review& review);
base::Value assignment_detail(storage::Connection& connection, const Service& service, const Seat& seat, const Review& review, base::Date today);
base::Value sheet_value(const rules::ReviewRule& rule);

}  // namespace zhidian::reviews
