#pragma once
#include "base/value.hpp"
#include "capabilities/ip_records/ip_records.hpp"
#include "capabilities/ip_search/answer.hpp"
#include "capabilities/ip_search/class_titles.hpp"
#include "capabilities/ip_search/related.hpp"

namespace zhidian::ip_search {

/// Schema IpCollection. `index` may be null: it is not ready.
base::Value to_value(const query::Collection& collection, const search::Index* index, const std::vector<ip_records::Source>& sources);
/// Schema IpHit.
base::Value to_value(const query::Collection& collection, const query::Query& query, const ip_records::StoredRecord& record);
/// Schema IpFacet.
base::Value to_value(const query::Collection& collection, const CountedFacet& facet, ClassTitles& titles);
/// Schema IpSynonym, of each; and IpSpelling, of each character asked for that has other forms.
base::Value::List synonyms_value(const query::Synonyms& synonyms, const Question& question);
base::Value::List spellings_value(const Question& question);
/// What count_ip_values answers: all values of a facet, and what those of a code are called.
base::Value values_value(const query::Collection& collection, const CountedFacet& facet, std::uint64_t data_version, ClassTitles& titles);
/// Schema IpCondition, of each.
base::Value::List conditions_value(const query::Collection& collection, const Question& question, const Answer& answer);
/// Schema IpRecord.
base::Value record_value(const query::Collection& collection, const ip_records::StoredRecord& record, ClassTitles& titles);

/// Schema IpRelated, but the version of the data.
base::Value related_value(const query::Collection& collection, const Related& related);

/// A value as people read it: a code by its word.
std::pair<std::string, std::string> label_of(const query::Field& field, const std::string& value);
/// The first value of a field, or empty.
std::string first_value(const query::Document& document, std::string_view field);

}  // namespace zhidian::ip_search
