#include "capabilities/ip_search/answer.hpp"

#include <algorithm>
#include <chrono>
#include <initializer_list>
#include <stdexcept>

namespace zhidian::ip_search {
namespace {

using query::Query;

constexpr std::size_t most_values = 20, all_values = 200;
constexpr std::chrono::milliseconds most_counting{1000};  ///< of all conditions together

const query::Field& first_field(const query::Collection& collection, std::initializer_list<std::string_view> ids) {
  for (const std::string_view id : ids)
    if (const query::Field* field = collection.find(id)) return *field;
  throw std::logic_error("the collection " + collection.id + " has no field for a part of its list");
}

search::Order order_of(const query::Collection& collection, const std::string& sort) {
  if (sort != "newest" && sort != "oldest") return {};
  return {date_field(collection).id, sort == "oldest"};
}

search::Wanted wanted_of(const query::Collection& collection, Query query, const Slice& slice) {
  search::Wanted wanted;
  wanted.query = std::move(query);
  wanted.from = slice.from;
  wanted.most = slice.most;
  wanted.most_values = most_values;
  wanted.among = slice.among;
  wanted.order = order_of(collection, slice.sort);
  return wanted;
}

const Choice* choice_of(const Question& question, std::string_view field) {
  const auto found = std::ranges::find(question.choices, field, &Choice::field);
  return found == question.choices.end() ? nullptr : &*found;
}

base::Result<std::uint64_t> count(const search::Index& index, Query query, const std::vector<std::string>* among) {
  search::Wanted wanted;
  wanted.query = std::move(query);
  wanted.most = 0;
  wanted.among = among;
  const auto found = index.find(wanted);
  if (!found) return base::refuse(found.error());
  return found->count;
}

/// How many hits have this value and all that is asked of other fields.
base::Result<std::uint64_t> count_value(const search::Index& index, const query::Collection& collection, const Question& question, const Slice& slice,
                                        const std::string& field, const std::string& value) {
  Query both;
  both.kind = query::Kind::all;
  both.parts = {question.whole(collection, field), *ask_for_value(*collection.find(field), value)};
  return count(index, std::move(both), slice.among);
}

base::Result<CountedFacet> with_choices(const search::Index& index, const query::Collection& collection, const Question& question, const Slice& slice,
                                        const search::Facet& facet, const Choice* choice) {
  CountedFacet counted{facet.field, facet.distinct, {}};
  for (const search::Counted& each : facet.values) counted.values.push_back({each.value, each.count});
  if (!choice) return counted;
  for (const bool is_any : {true, false}) {
    for (const std::string& value : is_any ? choice->any : choice->none) {
      auto found = std::ranges::find(counted.values, value, &FacetValue::value);
      if (found == counted.values.end()) {
        const auto number = count_value(index, collection, question, slice, facet.field, value);
        if (!number) return base::refuse(number.error());
        found = counted.values.insert(counted.values.end(), FacetValue{value, *number});
      }
      (is_any ? found->is_any : found->is_none) = true;
    }
  }
  return counted;
}

/// The facet of a field that has choices, counted without them.
base::Result<search::Facet> count_free(const search::Index& index, const query::Collection& collection, const Question& question, const Slice& slice,
                                       const std::string& field, std::size_t most) {
  search::Wanted wanted = wanted_of(collection, question.whole(collection, field), {"newest", 0, 0, slice.among});
  wanted.most_values = most;
  wanted.facets = {field};
  auto found = index.find(wanted);
  if (!found) return base::refuse(found.error());
  return std::move(found->facets.front());
}

void count_conditions(const search::Index& index, const Question& question, const Slice& slice, Answer& answer) {
  const auto end = std::chrono::steady_clock::now() + most_counting;
  for (const Query& condition : question.conditions) {
    answer.conditions.emplace_back();
    if (std::chrono::steady_clock::now() >= end) continue;
    if (const auto number = count(index, condition, slice.among)) answer.conditions.back() = *number;
  }
}

}  // namespace

const query::Field& title_field(const query::Collection& collection) { return first_field(collection, {"title", "mark", "name"}); }
const query::Field& holder_field(const query::Collection& collection) { return first_field(collection, {"applicant", "holder"}); }
const query::Field& date_field(const query::Collection& collection) { return first_field(collection, {"published_on", "registered_on"}); }
const query::Field& number_field(const query::Collection& collection) {
  return first_field(collection, {"publication_number", "registration_number", "number"});
}

base::Result<Listed> list_keys(const search::Index& index, const query::Collection& collection, const Question& question, const std::string& sort) {
  const std::uint64_t data_version = index.feed();
  auto keys = index.list(question.whole(collection), order_of(collection, sort));
  if (!keys) return base::refuse(keys.error());
  return Listed{std::move(*keys), data_version};
}

base::Result<Answer> find_answer(const search::Index& index, const query::Collection& collection, const Question& question, const Slice& slice) {
  auto wanted = wanted_of(collection, question.whole(collection), slice);
  std::vector<std::string> counted;
  for (const query::Field& field : collection.fields) {
    if (!field.is_counted) continue;
    counted.push_back(field.id);
    if (!choice_of(question, field.id)) wanted.facets.push_back(field.id);
  }
  auto found = index.find(wanted);
  if (!found) return base::refuse(found.error());
  Answer answer{found->count, std::move(found->hits), {}, {}, index.feed()};
  for (const std::string& field : counted) {
    const Choice* choice = choice_of(question, field);
    const auto here = std::ranges::find(found->facets, field, &search::Facet::field);
    auto facet = choice ? count_free(index, collection, question, slice, field, most_values) : base::Result<search::Facet>(*here);
    if (!facet) return base::refuse(facet.error());
    auto whole = with_choices(index, collection, question, slice, *facet, choice);
    if (!whole) return base::refuse(whole.error());
    answer.facets.push_back(std::move(*whole));
  }
  count_conditions(index, question, slice, answer);
  return answer;
}

base::Result<Answer> find_values(const search::Index& index, const query::Collection& collection, const Question& question,
                                 const std::string& field) {
  const auto facet = count_free(index, collection, question, {}, field, all_values);
  if (!facet) return base::refuse(facet.error());
  auto whole = with_choices(index, collection, question, {}, *facet, choice_of(question, field));
  if (!whole) return base::refuse(whole.error());
  return Answer{0, {}, {std::move(*whole)}, {}, index.feed()};
}

}  // namespace zhidian::ip_search
