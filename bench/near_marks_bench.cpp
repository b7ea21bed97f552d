// How well and how fast a near mark is found among invented ones: a mark is drawn, changed in one way, and looked for. Usage:
//   near_marks_bench SOURCE_FOLDER [MARKS [QUERIES_OF_EACH_KIND]]
// A mark counts as found where at most nine records are nearer than it. Beside it the same questions are answered by a look at every mark (each mark
// scored by its definition) and by SQLite's FTS5 with its trigram tokenizer over the same marks.
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>

#include "capabilities/ip_records/generator_trademarks.hpp"
#include "marks/mark_index.hpp"
#include "marks/spelling.hpp"

namespace {

using namespace zhidian;
using Clock = std::chrono::steady_clock;
using marks::Kind;

/// What this thread has used of a processor: on a shared machine the time on the wall says more of the others.
double used_milliseconds() {
  timespec used{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) * 1000 + static_cast<double>(used.tv_nsec) / 1e6;
}

double milliseconds(Clock::time_point since) { return std::chrono::duration<double, std::milli>(Clock::now() - since).count(); }

double at_share(std::vector<double> times, double share) {
  if (times.empty()) return 0;
  std::ranges::sort(times);
  return times[std::min(times.size() - 1, static_cast<std::size_t>(share * static_cast<double>(times.size())))];
}

std::string read_file(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::string resident() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmRSS")) return line.substr(line.find_first_of("0123456789"));
  return "?";
}

void append(std::string& utf8, char32_t character) {
  if (character < 0x80) {
    utf8 += static_cast<char>(character);
    return;
  }
  const char32_t first = 0xE0U | (character >> 12U), last = 0x80U | (character & 0x3FU), middle = 0x80U | ((character >> 6U) & 0x3FU);
  for (const char32_t byte : {first, middle, last}) utf8 += static_cast<char>(byte);
}
std::string print(const std::u32string& text) {
  std::string utf8;
  for (const char32_t character : text) append(utf8, character);
  return utf8;
}

/// One way to change a mark; empty where it cannot be.
class Perturbation {
 public:
  Perturbation(const marks::Characters& characters, std::vector<char32_t> alphabet) : characters_(characters), alphabet_(std::move(alphabet)) {}

  std::u32string change(std::u32string mark, Kind kind, ip_records::Dice& dice) const {
    const std::size_t at = dice.below(mark.size());
    switch (kind) {
      case Kind::added: mark.insert(mark.begin() + static_cast<std::ptrdiff_t>(dice.below(mark.size() + 1)), any(dice)); return mark;
      case Kind::dropped: return mark.erase(at, 1);
      case Kind::swapped: {
        const std::size_t first = dice.below(mark.size() - 1);
        std::swap(mark[first], mark[first + 1]);
        return mark;
      }
      case Kind::reversed: std::ranges::reverse(mark); return mark;
      case Kind::sound: return exchange(mark, at, true, dice);
      case Kind::shape: return exchange(mark, at, false, dice);
      default: return mark;
    }
  }

 private:
  char32_t any(ip_records::Dice& dice) const { return alphabet_[dice.below(alphabet_.size())]; }

  std::u32string exchange(std::u32string mark, std::size_t first, bool by_sound, ip_records::Dice& dice) const {
    for (std::size_t tried = 0; tried < mark.size(); ++tried) {
      const std::size_t at = (first + tried) % mark.size();
      std::u32string like;
      for (const char32_t each : alphabet_) {
        const marks::Kin kin = marks::kin_of(characters_.at(mark[at]), characters_.at(each));
        if (each != mark[at] && (by_sound ? kin.sound : kin.shape) != 0) like += each;
      }
      if (like.empty()) continue;
      mark[at] = like[dice.below(like.size())];
      return mark;
    }
    return {};
  }

  const marks::Characters& characters_;
  std::vector<char32_t> alphabet_;
};

struct Drawn {
  std::string key;
  std::u32string text;
};

struct Tally {
  std::size_t asked = 0, found = 0;
  void add(bool is_found) { ++asked, found += is_found ? 1 : 0; }
  [[nodiscard]] std::string share() const {
    return asked == 0 ? "-" : fmt::format("{:.1f} % ({})", 100.0 * static_cast<double>(found) / static_cast<double>(asked), asked);
  }
};

/// Whether at most nine are nearer than the one that was changed.
bool stands_in_ten(const marks::NearMarks& near, const std::string& key) {
  const auto wanted = std::ranges::find(near.marks, key, &marks::NearMark::key);
  if (wanted == near.marks.end()) return false;
  return std::ranges::count_if(near.marks, [&](const marks::NearMark& each) { return each.cost < wanted->cost; }) < 10;
}

struct Close {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, Close>;
using Statement = std::unique_ptr<sqlite3_stmt, Close>;

/// FTS5 with its trigrams, asked for any of the pairs of a mark; it has no distance, so that it only gathers what to look at.
class Trigrams {
 public:
  Trigrams() {
    sqlite3* opened = nullptr;
    sqlite3_open(":memory:", &opened);
    database_.reset(opened);
    sqlite3_exec(opened, "CREATE VIRTUAL TABLE t USING fts5(mark, tokenize='trigram'); BEGIN", nullptr, nullptr, nullptr);
    insert_ = prepare("INSERT INTO t (rowid, mark) VALUES (?1, ?2)");
    ask_ = prepare("SELECT rowid FROM t WHERE t MATCH ?1 ORDER BY rank LIMIT 10");
  }
  void add(std::int64_t number, const std::string& mark) const {
    sqlite3_bind_int64(insert_.get(), 1, number);
    sqlite3_bind_text(insert_.get(), 2, mark.data(), static_cast<int>(mark.size()), SQLITE_TRANSIENT);
    sqlite3_step(insert_.get());
    sqlite3_reset(insert_.get());
  }
  void finish() const { sqlite3_exec(database_.get(), "COMMIT", nullptr, nullptr, nullptr); }
  [[nodiscard]] std::vector<std::int64_t> find(const std::u32string& mark) const {
    std::string any;
    for (std::size_t at = 0; at + 3 <= mark.size(); ++at) any += (any.empty() ? "\"" : " OR \"") + print(mark.substr(at, 3)) + "\"";
    std::vector<std::int64_t> rows;
    if (any.empty()) return rows;
    sqlite3_bind_text(ask_.get(), 1, any.data(), static_cast<int>(any.size()), SQLITE_TRANSIENT);
    while (sqlite3_step(ask_.get()) == SQLITE_ROW) rows.push_back(sqlite3_column_int64(ask_.get(), 0));
    sqlite3_reset(ask_.get());
    return rows;
  }

 private:
  [[nodiscard]] Statement prepare(const char* sql) const {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(database_.get(), sql, -1, &statement, nullptr);
    return Statement(statement);
  }
  Database database_;
  Statement insert_, ask_;
};

double scan_all(const std::vector<std::u32string>& all, const marks::Question& question) {
  const auto begin = Clock::now();
  std::size_t near = 0;
  for (const std::u32string& mark : all) near += question.cost(mark, false) <= question.most_cost() ? 1 : 0;
  return near < all.size() + 1 ? milliseconds(begin) : 0;
}

struct Corpus {
  std::vector<Drawn> drawn;  ///< of Han characters alone, as many as were wanted of each length
  std::vector<std::u32string> all;
  std::vector<char32_t> alphabet;
};

}  // namespace

int main(int argc, char** argv) {
  const std::string source = argc > 1 ? argv[1] : ".";
  const std::uint64_t count = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1'000'000;
  const std::size_t each_kind = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 300;
  const std::string vocabulary = source + "/src/capabilities/ip_records/vocabulary/";
  const ip_records::TrademarkGenerator generator(read_file(vocabulary + "patents.txt"), read_file(vocabulary + "trademarks.txt"), 7);
  const marks::Characters characters(read_file(source + "/src/marks/characters.txt"));

  std::vector<std::pair<std::string, std::vector<std::string>>> records;
  for (std::uint64_t number = 0; number < count; ++number) {
    query::Document document = generator.make(number);
    records.emplace_back(document.key, document.values["mark"]);
  }
  const std::string before = resident();
  auto begin = Clock::now();
  marks::MarkIndex index(characters);
  for (const auto& [key, texts] : records) index.put(key, texts);
  fmt::print("{} marks indexed in {:.2f} s, {:.0f} MB of them, resident {} -> {}\n", index.size(), milliseconds(begin) / 1000,
             static_cast<double>(index.bytes()) / 1e6, before, resident());

  Corpus corpus;
  std::map<char32_t, int> seen;
  const Trigrams trigrams;
  begin = Clock::now();
  for (std::size_t number = 0; number < records.size(); ++number) {
    const auto letters = marks::spell(records[number].second.front());
    corpus.all.push_back(marks::characters_of(letters));
    trigrams.add(static_cast<std::int64_t>(number), print(corpus.all.back()));
    if (!std::ranges::all_of(corpus.all.back(), marks::is_han)) continue;
    for (const char32_t character : corpus.all.back()) ++seen[character];
    if (corpus.all.back() != U"图形") corpus.drawn.push_back({records[number].first, corpus.all.back()});
  }
  trigrams.finish();
  fmt::print("the same in FTS5 trigrams in {:.2f} s\n", milliseconds(begin) / 1000);
  for (const auto& [character, times] : seen) corpus.alphabet.push_back(character);
  const Perturbation perturbation(characters, corpus.alphabet);

  std::map<std::string, std::map<std::size_t, Tally>> tallies;
  Tally long_marks, by_trigrams;
  std::vector<double> times, used, scan_times, trigram_times;
  for (const Kind kind : {Kind::added, Kind::dropped, Kind::swapped, Kind::sound, Kind::shape, Kind::reversed, Kind::traditional}) {
    ip_records::Dice dice = ip_records::Dice::of(11, static_cast<std::uint64_t>(kind), 300);
    for (std::size_t asked = 0; asked < each_kind * 2;) {
      const Drawn& drawn = corpus.drawn[dice.below(corpus.drawn.size())];
      const bool is_short = drawn.text.size() < 3;
      if (is_short != (asked >= each_kind)) continue;
      const std::u32string changed = perturbation.change(drawn.text, kind, dice);
      if (changed.empty()) continue;
      ++asked;
      const marks::Question question(characters, changed, marks::Kinds::all());
      begin = Clock::now();
      const double used_before = used_milliseconds();
      const auto near = index.find(question, 10'000);
      used.push_back(used_milliseconds() - used_before);
      times.push_back(milliseconds(begin));
      const bool is_found = stands_in_ten(near, drawn.key);
      tallies[std::string(marks::kind_names[static_cast<std::size_t>(kind)])][std::min<std::size_t>(drawn.text.size(), 4)].add(is_found);
      if (is_short) continue;
      long_marks.add(is_found);
      begin = Clock::now();
      const auto rows = trigrams.find(changed);
      trigram_times.push_back(milliseconds(begin));
      by_trigrams.add(std::ranges::any_of(rows, [&](std::int64_t row) { return records[static_cast<std::size_t>(row)].first == drawn.key; }));
      if (asked % 60 == 0) scan_times.push_back(scan_all(corpus.all, question));
    }
  }
  fmt::print("{:<12} {:>16} {:>16} {:>16}\n", "kind", "2 characters", "3", "4 and more");
  for (auto& [kind, by_length] : tallies)
    fmt::print("{:<12} {:>16} {:>16} {:>16}\n", kind, by_length[2].share(), by_length[3].share(), by_length[4].share());
  fmt::print("three and more characters, seven kinds equally: {}; FTS5 trigrams {}\n", long_marks.share(), by_trigrams.share());
  fmt::print(
      "one search: median {:.1f} ms, p95 {:.1f} ms (of one core {:.1f} and {:.1f}); every mark scored: median {:.0f} ms; FTS5 trigrams: median "
      "{:.1f} ms, p95 {:.1f} ms\n",
      at_share(times, 0.5), at_share(times, 0.95), at_share(used, 0.5), at_share(used, 0.95), at_share(scan_times, 0.5), at_share(trigram_times, 0.5),
      at_share(trigram_times, 0.95));
  return 0;
}
