#include "capabilities/ip_search/related.hpp"

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <set>

#include "capabilities/ip_records/follow.hpp"
#include "capabilities/ip_search/ip_search_values.hpp"
#include "query/fold.hpp"
#include "query/numbers.hpp"
#include "query/words.hpp"

namespace zhidian::ip_search {
namespace {

using query::Document;
using query::Kind;
using query::Query;

constexpr std::size_t most_family = 50, most_similar = 8, most_phrases = 3, most_runs = 12;
constexpr std::size_t most_units = 400;  // units
constexpr std::uint64_t common_share = 10;
constexpr std::chrono::milliseconds most_counting_phrases{500};

std::vector<std::string> texts_of(const Document& document, std::string_view field) {
  const auto found = document.values.find(field);
  return found == document.values.end() ? std::vector<std::string>() : found->second;
}

/// One leaf that asks for any of the numbers in a field, with or without their check digit.
void ask_for(std::vector<Query>& parts, const char* field, const std::vector<std::string>& numbers) {
  if (numbers.empty()) return;
  Query leaf;
  leaf.kind = Kind::exact;
  leaf.field = field;
  for (const std::string& each : numbers) leaf.text.push_back(query::number_keys(each).back());
  parts.push_back(std::move(leaf));
}

/// The number of `left` that is one of `right`, as it is shown; numbers count as equal without their check digit or kind code.
std::string shared_number(const std::vector<std::string>& left, const std::vector<std::string>& right) {
  for (const std::string& one : left) {
    for (const std::string& other : right) {
      if (query::number_keys(one).back() == query::number_keys(other).back()) return one;
    }
  }
  return {};
}

/// Why a record is of the family of `record`; nothing where it is not.
std::optional<FamilyMember> relate(const Document& record, Document other) {
  const auto application = texts_of(record, "application_number"), priority = texts_of(record, "priority");
  const auto its_application = texts_of(other, "application_number"), its_priority = texts_of(other, "priority");
  const std::pair<const char*, std::string> reasons[] = {{"same_application", shared_number(application, its_application)},
                                                         {"same_priority", shared_number(priority, its_priority)},
                                                         {"claims_this", shared_number(application, its_priority)},
                                                         {"is_priority", shared_number(priority, its_application)}};
  const auto* const found = std::ranges::find_if(reasons, [](const auto& each) { return !each.second.empty(); });
  if (found == std::end(reasons)) return std::nullopt;
  return FamilyMember{std::move(other), found->first, found->second};
}

/// What of a record is compared: its name and its first running text, one after another.
struct Compared {
  std::string text;
  std::vector<query::Unit> units;
};

Compared read_compared(const query::Collection& collection, const Document& document) {
  std::string text = first_value(document, title_field(collection).id);
  for (const query::Field& field : collection.fields) {
    if (field.type != query::FieldType::text || field.weight == 0 || field.id == title_field(collection).id) continue;
    if (const std::string more = first_value(document, field.id); !more.empty()) {
      text += "\n" + more;
      break;
    }
  }
  auto units = query::units(text);
  if (units.size() > most_units) units.resize(most_units);
  return {std::move(text), std::move(units)};
}

/// A run of units that stands in both texts: where it begins on the left, and how many units it has.
struct Run {
  std::size_t begin = 0, length = 0;
};

/// The longest run that ends at each unit on the left, but none that goes on.
std::vector<Run> shared_runs(const std::vector<query::Unit>& left, const std::vector<query::Unit>& right) {
  std::vector<std::size_t> lengths(right.size() + 1, 0), longest(left.size() + 1, 0);
  for (std::size_t i = 0; i < left.size(); ++i) {
    const auto before = lengths;
    const bool is_joined = i > 0 && left[i - 1].at.end == left[i].at.begin;
    for (std::size_t j = 0; j < right.size(); ++j) {
      lengths[j + 1] = left[i].text != right[j].text ? 0 : (is_joined ? before[j] : 0) + 1;
      longest[i] = std::max(longest[i], lengths[j + 1]);
    }
  }
  std::vector<Run> runs;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (longest[i] > 0 && longest[i + 1] <= longest[i]) runs.push_back({i + 1 - longest[i], longest[i]});
  }
  return runs;
}

/// How many records have a phrase, each asked once; for half a second, then no more.
class PhraseCounts {
 public:
  explicit PhraseCounts(const search::Index& index) : index_(index), end_(std::chrono::steady_clock::now() + most_counting_phrases) {}
  /// 0 where nobody knows.
  std::uint64_t count(const std::string& phrase) {
    if (const auto known = known_.find(phrase); known != known_.end()) return known->second;
    if (std::chrono::steady_clock::now() >= end_) return 0;
    search::Wanted wanted;
    wanted.query.kind = Kind::words;
    wanted.query.text = {phrase};
    wanted.most = 0;
    const auto found = index_.find(wanted);
    return known_[phrase] = found ? found->count : 0;
  }
  /// What every tenth record has is a manner of writing, no reason; in a small collection nobody can tell.
  bool is_common(const std::string& phrase) { return index_.size() >= common_share * common_share && count(phrase) * common_share > index_.size(); }

 private:
  const search::Index& index_;
  std::chrono::steady_clock::time_point end_;
  std::map<std::string, std::uint64_t> known_;
};

/// A character that only joins words.
bool is_joining(const query::Unit& unit) {
  constexpr std::string_view joining =
      "的 了 与 和 及 或 将 把 被 在 于 由 从 向 对 为 以 而 则 且 并 其 该 所 各 每 有 是 中 上 下 内 外 之 等 可 还";
  return unit.is_single && joining.find(unit.text) != std::string_view::npos;
}

/// The run as whole words, without what is common or only joins at its ends; empty where little is left.
std::string phrase_of(const Compared& compared, const std::set<std::size_t>& borders, Run run, PhraseCounts& counts) {
  const auto& units = compared.units;
  const auto slice = [&](std::size_t begin, std::size_t length) {
    return compared.text.substr(units[begin].at.begin, units[begin + length - 1].at.end - units[begin].at.begin);
  };
  while (run.length >= 2 && counts.is_common(slice(run.begin, 2))) ++run.begin, --run.length;
  while (run.length >= 2 && counts.is_common(slice(run.begin + run.length - 2, 2))) --run.length;
  const auto is_joint = [&](const query::Unit& unit) { return is_joining(unit) && borders.contains(unit.at.begin) && borders.contains(unit.at.end); };
  const auto begins_well = [&](const query::Unit& unit) { return borders.contains(unit.at.begin) && !is_joint(unit); };
  const auto ends_well = [&](const query::Unit& unit) { return borders.contains(unit.at.end) && !is_joint(unit); };
  while (run.length > 0 && !begins_well(units[run.begin])) ++run.begin, --run.length;
  while (run.length > 0 && !ends_well(units[run.begin + run.length - 1])) --run.length;
  const bool is_word = run.length == 1 && !units[run.begin].is_single && units[run.begin].text.size() >= 3;
  return run.length >= 2 || is_word ? slice(run.begin, run.length) : std::string();
}

/// The rarest phrases both have; `borders` are those of the words of `left`.
std::vector<SharedPhrase> rarest(const Compared& left, const std::set<std::size_t>& borders, const Compared& right, PhraseCounts& counts) {
  auto runs = shared_runs(left.units, right.units);
  std::ranges::stable_sort(runs, std::ranges::greater(), &Run::length);
  std::vector<SharedPhrase> rare;
  for (const Run& run : runs) {
    if (rare.size() == most_runs) break;
    std::string phrase = phrase_of(left, borders, run, counts);
    const auto holds = [&](const SharedPhrase& each) { return each.text.find(phrase) != std::string::npos; };
    if (phrase.empty() || std::ranges::any_of(rare, holds) || counts.is_common(phrase)) continue;
    if (const std::uint64_t records = counts.count(phrase); records > 0) rare.push_back({std::move(phrase), records});
  }
  std::ranges::stable_sort(rare, {}, &SharedPhrase::records);
  if (rare.size() > most_phrases) rare.resize(most_phrases);
  return rare;
}

std::vector<std::string> shared_classes(const query::Collection& collection, const Document& one, const Document& other) {
  std::vector<std::string> shared;
  for (const query::Field& field : collection.fields) {
    if (field.type != query::FieldType::classes) continue;
    const auto of_other = texts_of(other, field.id);
    for (const std::string& each : texts_of(one, field.id)) {
      if (std::ranges::find(of_other, each) != of_other.end()) shared.push_back(each);
    }
  }
  return shared;
}

base::Result<std::vector<FamilyMember>> find_family(const search::Index& index, const query::Collection& collection, const Document& record,
                                                    const ReadRecord& read) {
  std::vector<FamilyMember> family;
  if (!collection.find("application_number")) return family;
  const auto application = texts_of(record, "application_number"), priority = texts_of(record, "priority");
  search::Wanted wanted;
  wanted.query.kind = Kind::any;
  ask_for(wanted.query.parts, "application_number", application);
  ask_for(wanted.query.parts, "application_number", priority);
  if (collection.find("priority")) {
    ask_for(wanted.query.parts, "priority", priority);
    ask_for(wanted.query.parts, "priority", application);
  }
  if (wanted.query.parts.empty()) return family;
  wanted.order = {date_field(collection).id, false};
  wanted.most = most_family;
  const auto found = index.find(wanted);
  if (!found) return base::refuse(found.error());
  for (const search::Hit& hit : found->hits) {
    if (hit.key == record.key) continue;
    auto other = read(hit.key);
    if (!other) continue;
    if (auto member = relate(record, std::move(*other))) family.push_back(std::move(*member));
  }
  return family;
}

base::Result<std::vector<SimilarRecord>> find_similar(const search::Index& index, const query::Collection& collection, const Document& record,
                                                      const std::vector<FamilyMember>& but, const ReadRecord& read) {
  std::vector<SimilarRecord> similar;
  const Compared compared = read_compared(collection, record);
  const auto borders = query::word_borders(compared.text);
  search::Wanted wanted;
  wanted.query = ip_records::similar_to(compared.text);
  if (wanted.query.kind == Kind::everything) return similar;
  std::set<std::string> passed{record.key};
  for (const FamilyMember& each : but) passed.insert(each.document.key);
  wanted.most = most_similar + passed.size();
  const auto found = index.find(wanted);
  if (!found) return base::refuse(found.error());
  PhraseCounts counts(index);
  for (const search::Hit& hit : found->hits) {
    if (passed.contains(hit.key) || similar.size() == most_similar) continue;
    auto other = read(hit.key);
    if (!other) continue;
    const Compared its = read_compared(collection, *other);
    SimilarRecord each{std::move(*other), {}, {}};
    each.phrases = rarest(compared, borders, its, counts);
    each.classes = shared_classes(collection, record, each.document);
    if (!each.phrases.empty() || !each.classes.empty()) similar.push_back(std::move(each));
  }
  return similar;
}

}  // namespace

base::Result<Related> find_related(const search::Index& index, const query::Collection& collection, const Document& record, const ReadRecord& read) {
  auto family = find_family(index, collection, record, read);
  if (!family) return base::refuse(family.error());
  auto similar = find_similar(index, collection, record, *family, read);
  if (!similar) return base::refuse(similar.error());
  return Related{std::move(*family), std::move(*similar), index.feed()};
}

}  // namespace zhidian::ip_search
