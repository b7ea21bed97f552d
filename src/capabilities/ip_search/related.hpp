#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "capabilities/ip_search/answer.hpp"

namespace zhidian::ip_search {

/// Reads a record by its key; empty where it was taken out.
using ReadRecord = std::function<std::optional<query::Document>(const std::string& key)>;

/// A record of the same family, and why: a number both have. `reason`: same_application, same_priority, claims_this (it claims the priority of this
/// one), is_priority (this one claims its priority).
struct FamilyMember {
  query::Document document;
  std::string reason, number;
};

/// A word or phrase two records share, and how many records of the collection have it.
struct SharedPhrase {
  std::string text;
  std::uint64_t records = 0;
};
/// A similar record, and why: the rarest phrases and the classes both have.
struct SimilarRecord {
  query::Document document;
  std::vector<SharedPhrase> phrases;
  std::vector<std::string> classes;
};

/// What stands near a record.
struct Related {
  std::vector<FamilyMember> family;    ///< records that share an application or priority number, the newest first
  std::vector<SimilarRecord> similar;  ///< those of no family whose texts share most with the name and text of this one
  std::uint64_t data_version = 0;      ///< the last batch the index has
};
/// Errors: those of Index::find.
base::Result<Related> find_related(const search::Index& index, const query::Collection& collection, const query::Document& record,
                                   const ReadRecord& read);

}  // namespace zhidian::ip_search
