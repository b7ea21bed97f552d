#pragma once
#include <boost/json.hpp>
#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "query/collection.hpp"
#include "query/query.hpp"

namespace zhidian::search {

/// Turns a query into one of OpenSearch that finds exactly what query::matches says. What no such query can say (ranges over texts, distances
/// between three texts that may overlap) is looked at record by record through `verify`.
class OpenSearchQueries {
 public:
  /// The keys of those among the candidates whose values of the field are what the leaf asks for.
  using Verify = std::function<base::Result<std::vector<std::string>>(const query::Field& field, const query::Query& leaf,
                                                                      const boost::json::object& candidates)>;
  OpenSearchQueries(const query::Collection& collection, Verify verify) : collection_(collection), verify_(std::move(verify)) {}

  /// Its score is that of the words it asks for, by the weights of their fields. Errors: those of `verify`.
  base::Result<boost::json::object> compile(const query::Query& query) const;

 private:
  base::Result<boost::json::array> compile_parts(const std::vector<query::Query>& parts) const;
  base::Result<boost::json::object> compile_none(const query::Query& query) const;
  base::Result<boost::json::object> compile_leaf(const query::Query& leaf) const;
  base::Result<boost::json::object> compile_in_field(const query::Field& field, const query::Query& leaf) const;
  base::Result<boost::json::object> verified(const query::Field& field, const query::Query& leaf, const boost::json::object& candidates) const;

  const query::Collection& collection_;
  Verify verify_;
};

}  // namespace zhidian::search
