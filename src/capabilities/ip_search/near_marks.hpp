#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"
#include "capabilities/ip_records/ip_records.hpp"
#include "capabilities/ip_search/answer.hpp"
#include "capabilities/ip_search/class_titles.hpp"
#include "capabilities/ip_search/mark_keeper.hpp"
#include "http/http.hpp"

namespace zhidian::ip_search {

/// A mark somebody asks about, as it came and as it is compared.
struct NearAsked {
  std::string mark;
  std::u32string letters;
  marks::Kinds kinds;
};
/// `kinds`: names of kinds with commas; empty: all. Errors: ip_search.no_mark, ip_search.long_mark, ip_search.bad_kinds.
base::Result<NearAsked> read_near(std::string mark, std::string_view kinds);

/// A hit with its place: hits of one score share a rank, and are `tied` of them.
struct RankedHit {
  search::Hit hit;
  int cost = 0;
  std::size_t rank = 1, tied = 1;
};
std::vector<std::string> keys_of(const marks::NearMarks& near);
/// The hits in the order of what is near, ranked; `hits` are some of the near ones, in their order.
std::vector<RankedHit> rank(const marks::NearMarks& near, const std::vector<search::Hit>& hits);

/// What all hits of one answer are shown with.
struct NearShown {
  const MarkKeeper& keeper;
  query::Query query;
  const NearAsked& asked;
  ClassTitles& titles;
  http::Language language;
};
/// Schema IpNearHit: some of the hits, each with why it is near, in the language. One that was taken out since the marks were read is left out.
base::Value::List near_values(storage::Connection& connection, const NearShown& shown, const std::vector<RankedHit>& ranked, std::size_t from,
                              std::size_t most);

}  // namespace zhidian::ip_search
