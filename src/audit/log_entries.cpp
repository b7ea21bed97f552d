#include "audit/log_entries.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include "audit/event_row.hpp"
#include "audit/sql.hpp"
#include "audit/tree.hpp"

namespace zhidian::audit {
namespace {

constexpr std::int64_t page_value = 1000;
/// A row that does not fit is tried at so many neighbouring places, and at all damaged places where they are few.
constexpr std::int64_t neighbours = 16;
constexpr std::size_t few_damaged = 512;

Entry to_entry(const EventRow& row) {
  Entry entry;
  entry.sequence = row.sequence;
  auto fields = print_fields(row);
  auto computed = hash_fields(row.sequence, fields);
  entry.stored = from_hex(row.leaf_hash).value_or("");
  entry.is_leaf_sound = computed == entry.stored;
  entry.is_personal_sound = is_personal_sound(row);
  if (!entry.is_leaf_sound) {
    entry.damage = std::make_unique<Damage>(Damage{std::move(computed), std::move(fields)});
  }
  return entry;
}

/// Runs of neighbouring numbers as one finding each.
void add_runs(std::vector<Finding>& findings, const std::string& kind, const std::set<std::int64_t>& numbers) {
  for (auto at = numbers.begin(); at != numbers.end();) {
    auto first = *at, last = *at;
    while (++at != numbers.end() && *at == last + 1) last = *at;
    findings.push_back(make_finding(kind, first, last));
  }
}

/// Judges the rows of one log.
class Judge {
 public:
  Judge(std::vector<Entry> entries, std::int64_t size) : entries_(std::move(entries)), size_(size) {}

  RowFindings run() {
    find_holes();
    find_original_places();
    find_swaps();
    find_shifts();
    for (const auto& entry : entries_) {
      bool is_damaged = (!entry.is_leaf_sound && entry.original == 0) || !entry.is_personal_sound;
      if (is_damaged && !inserted_.contains(entry.sequence)) flipped_.insert(entry.sequence);
    }
    add_runs(answer_.findings, "deleted", deleted_);
    add_runs(answer_.findings, "truncated", truncated_);
    add_runs(answer_.findings, "inserted", inserted_);
    add_runs(answer_.findings, "flipped", flipped_);
    collect_leaves();
    return std::move(answer_);
  }

 private:
  void find_holes() {
    std::int64_t expected = 1;
    for (const auto& entry : entries_) {
      if (entry.sequence < 1 || entry.sequence > size_) {
        inserted_.insert(entry.sequence);
        continue;
      }
      for (; expected < entry.sequence; ++expected) deleted_.insert(expected);
      expected = entry.sequence + 1;
    }
    for (; expected <= size_; ++expected) truncated_.insert(expected);
  }

  bool fits(const Entry& entry, std::int64_t place) const {
    return place > 0 && place != entry.sequence && hash_fields(place, entry.damage->fields) == entry.stored;
  }

  void find_original_places() {
    std::vector<std::int64_t> places(deleted_.begin(), deleted_.end());
    for (const auto& entry : entries_) {
      if (!entry.is_leaf_sound) places.push_back(entry.sequence);
    }
    if (places.size() > few_damaged) places.clear();
    for (auto& entry : entries_) {
      if (entry.is_leaf_sound || entry.stored.empty()) continue;
      for (std::int64_t distance = 1; distance <= neighbours && entry.original == 0; ++distance) {
        if (fits(entry, entry.sequence + distance))
          entry.original = entry.sequence + distance;
        else if (fits(entry, entry.sequence - distance))
          entry.original = entry.sequence - distance;
      }
      for (auto place = places.begin(); place != places.end() && entry.original == 0; ++place) {
        if (fits(entry, *place)) entry.original = *place;
      }
    }
  }

  /// Rows that stand in each other's places: closed circles of "belongs there".
  void find_swaps() {
    std::map<std::int64_t, std::int64_t> originals;
    for (const auto& entry : entries_) {
      if (entry.original != 0) originals[entry.sequence] = entry.original;
    }
    std::map<std::int64_t, std::int64_t> walks;  // place → the walk that came by first: each place is walked once
    for (const auto& [start, first_step] : originals) {
      auto place = start;
      while (originals.contains(place) && walks.try_emplace(place, start).second) place = originals[place];
      if (auto walk = walks.find(place); walk == walks.end() || walk->second != start || swapped_.contains(place)) continue;
      std::set<std::int64_t> circle;
      for (; circle.insert(place).second; place = originals[place]) {}
      swapped_.insert(circle.begin(), circle.end());
      answer_.findings.push_back(make_finding("swapped", *circle.begin(), *circle.rbegin()));
    }
  }

  /// Rows that all moved by the same number: something before them was taken out or put in, and they were renumbered.
  void find_shifts() {
    std::int64_t shift = 0;
    for (const auto& entry : entries_) {
      bool is_known = entry.is_leaf_sound || entry.original != 0;
      if (!is_known || entry.sequence < 1 || swapped_.contains(entry.sequence)) continue;
      auto next = entry.is_leaf_sound ? 0 : entry.original - entry.sequence;
      for (auto step = shift; step < next; ++step) deleted_.insert(entry.sequence + step);
      for (auto step = next; step < shift; ++step) inserted_.insert(entry.sequence + step - shift);
      shift = next;
    }
    // The holes or surplus at the end are only what the renumbering pushed there.
    for (auto place = size_; place > size_ - shift; --place) truncated_.erase(place);
    for (auto place = size_ + 1; place <= size_ - shift; ++place) inserted_.erase(place);
  }

  /// A row that belongs elsewhere gives its hash to the place it came from.
  void collect_leaves() {
    std::vector<Leaf>& leaves = answer_.leaves;
    for (Entry& entry : entries_) {
      if (entry.original != 0) leaves.push_back({entry.original, entry.stored});
    }
    const auto moved = static_cast<std::ptrdiff_t>(leaves.size());
    for (Entry& entry : entries_) {
      if (entry.sequence < 1 || entry.original != 0) continue;
      const bool keeps_stored = entry.is_leaf_sound || (!entry.stored.empty() && !inserted_.contains(entry.sequence));
      leaves.push_back({entry.sequence, std::move(keeps_stored ? entry.stored : entry.damage->computed)});
    }
    if (moved == 0) return;
    std::ranges::stable_sort(leaves, {}, &Leaf::place);
    const auto repeated = std::ranges::unique(leaves, {}, &Leaf::place);
    leaves.erase(repeated.begin(), repeated.end());
  }

  std::vector<Entry> entries_;
  std::int64_t size_;
  std::set<std::int64_t> deleted_, truncated_, inserted_, flipped_, swapped_;
  RowFindings answer_;
};

}  // namespace

std::vector<Entry> read_entries(storage::Connection& connection) {
  std::vector<Entry> entries;
  EventRow event;
  auto after = std::numeric_limits<std::int64_t>::min();
  for (bool is_more = true; is_more;) {
    const auto before = entries.size();
    connection.query(sql::audit::list_events_after, {after, page_value}, [&](const storage::Row& row) {
      refill_event_row(row, event);
      entries.push_back(to_entry(event));
    });
    if (entries.size() > before) after = entries.back().sequence;
    is_more = std::cmp_equal(entries.size() - before, page_value);
  }
  return entries;
}

RowFindings judge_rows(std::vector<Entry> entries, std::int64_t size) { return Judge(std::move(entries), size).run(); }

}  // namespace zhidian::audit
