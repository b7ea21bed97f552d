#include "capabilities/classifications/classifications.hpp"

#include <algorithm>
#include <sstream>

#include "capabilities/classifications/classifications_store.hpp"
#include "query/fold.hpp"

namespace zhidian::classifications {
namespace {

constexpr std::size_t most_words = 3, highest = 12;  // highest: no table is deeper

Edition edition_of(const StoredEdition& stored) {
  return {stored.id, stored.edition, stored.classes, stored.deepest, stored.withdrawn, stored.imported_at};
}

Class class_of(const Scheme& scheme, const StoredClass& stored) {
  Class made{stored.code, stored.parent, static_cast<std::size_t>(stored.level), {stored.title, stored.title}, stored.has_children};
  if (const auto own = scheme.top.find(stored.code); own != scheme.top.end()) made.title.en = own->second.en;
  return made;
}

std::vector<Class> classes_of(const Scheme& scheme, const std::vector<StoredClass>& stored) {
  std::vector<Class> made;
  for (const StoredClass& each : stored) made.push_back(class_of(scheme, each));
  return made;
}

std::vector<std::string> split_words(std::string_view utf8) {
  std::istringstream in(query::fold(utf8));
  std::vector<std::string> words;
  for (std::string word; words.size() < most_words && in >> word;) words.push_back(word);
  return words;
}

}  // namespace

std::string_view name_of(State state) {
  switch (state) {
    case State::current: return "current";
    case State::withdrawn: return "withdrawn";
    case State::deeper: return "deeper";
    case State::unknown: break;
  }
  return "unknown";
}

const Scheme* Tables::find_scheme(std::string_view id) const {
  const auto found = std::ranges::find(schemes_, id, &Scheme::id);
  return found == schemes_.end() ? nullptr : &*found;
}

Table::Table(storage::Connection& connection, const Scheme& scheme) : connection_(connection), scheme_(scheme) {
  for (const StoredEdition& each : list_stored_editions(connection)) {
    if (each.scheme == scheme.id) editions_.push_back(edition_of(each));
  }
  std::ranges::sort(editions_, [](const Edition& one, const Edition& other) { return is_earlier(other.name, one.name); });
  editions_.push_back({{}, {}, static_cast<std::int64_t>(scheme.top.size()), scheme.top.empty() ? -1 : 0, 0, {}});
}

const Edition* Table::find_edition(std::string_view name) const {
  const auto found = std::ranges::find(editions_, name, &Edition::name);
  return found == editions_.end() ? nullptr : &*found;
}

std::optional<Class> Table::find(const Edition& edition, std::string_view code) const {
  if (!edition.is_own()) {
    const auto stored = find_stored_class(connection_, edition.id, code);
    return stored ? std::optional(class_of(scheme_, *stored)) : std::nullopt;
  }
  const auto own = scheme_.top.find(code);
  if (own == scheme_.top.end()) return std::nullopt;
  return Class{own->first, {}, 0, own->second, false};
}

std::vector<Class> Table::list_children(const Edition& edition, std::string_view parent) const {
  if (!edition.is_own()) return classes_of(scheme_, list_stored_classes(connection_, edition.id, parent));
  std::vector<Class> all;
  if (!parent.empty()) return all;
  for (const auto& [code, title] : scheme_.top) all.push_back({code, {}, 0, title, false});
  return all;
}

std::vector<Class> Table::list_above(const Edition& edition, const Class& below) const {
  std::vector<Class> above;
  for (std::string parent = below.parent; !parent.empty() && above.size() < highest; parent = above.back().parent) {
    auto found = find(edition, parent);
    if (!found) break;
    above.push_back(std::move(*found));
  }
  std::ranges::reverse(above);
  return above;
}

std::vector<Class> Table::search(const Edition& edition, std::string_view words, std::size_t most) const {
  const auto wanted = split_words(words);
  if (!edition.is_own()) return classes_of(scheme_, search_stored_classes(connection_, edition.id, wanted, most));
  std::vector<Class> found;
  for (Class& each : list_children(edition, "")) {
    const std::string text = query::fold(each.code + " " + each.title.zh + " " + each.title.en);
    if (std::ranges::all_of(wanted, [&](const std::string& word) { return text.find(word) != std::string::npos; })) found.push_back(std::move(each));
  }
  return found;
}

/// Where the newest edition has no such class: what took its place, and how it stood before.
void Table::resolve_withdrawn(Resolved& resolved) const {
  for (const Edition& edition : editions_) {
    if (edition.is_own()) continue;
    const auto replacements = list_replacements(connection_, edition.id, resolved.code);
    for (const std::string& code : replacements) {
      if (!code.empty()) resolved.replacements.push_back(find(editions_.front(), code).value_or(Class{code, {}, level_of(scheme_, code), {}, false}));
    }
    if (replacements.empty()) continue;
    resolved.state = State::withdrawn;
    break;
  }
  for (std::size_t i = 1; i < editions_.size() && !editions_[i].is_own(); ++i) {
    resolved.found = find(editions_[i], resolved.code);
    if (!resolved.found) continue;
    resolved.edition = editions_[i];
    if (resolved.state == State::unknown) resolved.state = State::withdrawn;
    return;
  }
}

Resolved Table::resolve(std::string_view code) const {
  Resolved resolved{State::unknown, read_code(scheme_, code).value_or(std::string(code)), editions_.front(), {}, {}, {}};
  resolved.found = find(resolved.edition, resolved.code);
  if (resolved.found) {
    resolved.state = State::current;
  } else if (read_code(scheme_, code)) {
    if (static_cast<std::int64_t>(level_of(scheme_, resolved.code)) > resolved.edition.deepest) resolved.state = State::deeper;
    resolve_withdrawn(resolved);
  }
  if (resolved.found) {
    resolved.above = list_above(resolved.edition, *resolved.found);
  } else if (read_code(scheme_, code)) {
    for (const std::string& each : codes_above(scheme_, resolved.code)) {
      if (auto known = find(resolved.edition, each)) resolved.above.push_back(std::move(*known));
    }
  }
  return resolved;
}

std::optional<Label> Table::find_title(std::string_view code) const {
  for (const Edition& edition : editions_) {
    if (auto found = find(edition, code); found && !found->title.zh.empty()) return std::move(found->title);
  }
  return std::nullopt;
}

namespace {

using base::Value;

Value record_of(const StoredEdition& edition) {
  return Value::Map{{"scheme", edition.scheme},      {"edition", edition.edition}, {"hash", edition.hash},
                    {"classes", edition.classes},    {"deepest", edition.deepest}, {"withdrawn_hash", edition.withdrawn_hash},
                    {"withdrawn", edition.withdrawn}};
}

audit::Records stored_records(storage::Connection& connection) {
  audit::Records stored;
  for (const StoredEdition& edition : list_stored_editions(connection)) stored[edition.id] = record_of(edition);
  return stored;
}

void apply(Value& record, const audit::StoredEvent& event) {
  record = Value::Map{};
  for (const char* name : {"scheme", "edition", "hash", "classes", "deepest", "withdrawn_hash", "withdrawn"})
    record.set(name, event.content.at(name));
}

void rewrite(storage::Connection& connection, const std::string& id, const audit::Told& told, bool /*is_missing*/) {
  const Value& of = told.record;
  put_edition(connection,
              {id, of.text_or("scheme"), of.text_or("edition"), of.text_or("hash"), of.at("classes").as_integer(), of.at("deepest").as_integer(),
               of.text_or("withdrawn_hash"), of.at("withdrawn").as_integer(), told.last.ordinal, base::print_instant(told.last.at)});
}

}  // namespace

const audit::RecordKind records_in_log{"classification", stored_records, apply, rewrite};

}  // namespace zhidian::classifications
