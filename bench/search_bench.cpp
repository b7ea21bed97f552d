// The embedded search beside FTS5 with SQL joins, in turns over the same texts: medians and their ratio. Run from the root of the project.
// Arguments: a number of records to synthesise (default 100,000), or a file of JSON lines; a folder for the files (default a temporary one).
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <sstream>

#include "bench/search_corpus.hpp"
#include "bench/search_reference.hpp"
#include "query/fold.hpp"
#include "query/load.hpp"
#include "search/fts5_expression.hpp"
#include "search/fts5_index.hpp"

namespace {

using namespace zhidian;
using query::Kind;
using query::Query;
using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point begun) { return std::chrono::duration<double, std::milli>(Clock::now() - begun).count(); }

query::Collection read_patents() {
  std::vector<query::CollectionFile> files;
  for (const auto& entry : std::filesystem::directory_iterator("collections")) {
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    files.push_back({entry.path().string(), text.str()});
  }
  return query::load_collections(files).value().at("patents");
}

Query make_words(const std::string& word) {
  Query query;
  query.kind = Kind::words;
  query.text = {word};
  return query;
}

/// Words of two to four characters out of titles, by how many records hold them.
struct Words {
  std::vector<std::string> frequent, middling, rare;
};

Words choose_words(const search::Index& index, const std::vector<query::Document>& documents) {
  Words words;
  std::mt19937_64 random(3);
  const auto all = static_cast<double>(documents.size());
  for (int tries = 0; tries < 4000; ++tries) {
    const auto units = query::units(bench::value_of(documents[random() % documents.size()], "title"));
    const std::size_t length = 2 + random() % 3;
    if (units.size() < length) continue;
    std::string word;
    for (std::size_t place = random() % (units.size() - length + 1), end = place + length; place < end; ++place) word += units[place].text;
    const auto found = index.find({make_words(word), {"applied_on", false}, 0, 0, {}, 0});
    if (!found) continue;
    const auto count = static_cast<double>(found->count);
    auto& list = count > all / 30 ? words.frequent : count > all / 300 ? words.middling : words.rare;
    if (list.size() < 8 && std::ranges::find(list, word) == list.end()) list.push_back(word);
  }
  return words;
}

double median(std::vector<double> times) {
  std::ranges::nth_element(times, times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2));
  return times[times.size() / 2];
}

class Bench {
 public:
  Bench(const search::Index& cold, const search::Index& warm, bench::Reference& reference) : cold_(cold), warm_(warm), reference_(reference) {}

  /// Ours without kept sets, ours with them, the reference: in turns, each word five times.
  void measure(const std::string& work, const std::vector<std::string>& words, const std::function<search::Wanted(const std::string&)>& wanted,
               const std::function<std::int64_t(const std::string&)>& reference) {
    if (words.empty()) return fmt::print("{}: no such words\n", work);
    std::array<std::vector<double>, 3> times;
    std::uint64_t hits = 0;
    for (int round = 0; round < 6; ++round) {
      for (const std::string& word : words) {
        std::array<std::uint64_t, 3> counts{};
        const std::array<std::function<void()>, 3> runs = {[&] { counts[0] = cold_.find(wanted(word)).value().count; },
                                                           [&] { counts[1] = warm_.find(wanted(word)).value().count; },
                                                           [&] { counts[2] = static_cast<std::uint64_t>(reference(word)); }};
        for (std::size_t run = 0; run < runs.size(); ++run) {
          const auto begun = Clock::now();
          runs[run]();
          if (round > 0) times[run].push_back(milliseconds_since(begun));
        }
        if (counts[0] != counts[1] || counts[0] != counts[2])
          throw std::runtime_error(fmt::format("{} {}: {} hits", work, word, fmt::join(counts, ", ")));
        hits += counts[0];
      }
    }
    const double cold = median(times[0]), warm = median(times[1]), other = median(times[2]);
    fmt::print("{} ({} hits): {:.2f} ms, with kept sets {:.2f} ms; reference {:.2f} ms; ratio {:.2f}, {:.2f}\n", work, hits / 6 / words.size(), cold,
               warm, other, cold / other, warm / other);
    std::fflush(stdout);
  }

  void run(const Words& words, const std::string& subclass) {
    const std::vector<std::string> facets = {"applied_on", "applicant", "ipc", "kind", "province"};
    const auto match = [](const std::string& word) { return search::make_phrase(word, false)->expression; };
    const auto by_date = [](const std::string& word) { return search::Wanted{make_words(word), {"applied_on", false}, 0, 20, {}, 20}; };
    const auto newest = [&](const std::string& word) { return reference_.newest(match(word)); };
    const auto relevant = [&](const std::string& word) { return reference_.most_relevant(match(word)); };
    measure("count and 20 newest, frequent words", words.frequent, by_date, newest);
    measure("count and 20 newest, middling words", words.middling, by_date, newest);
    measure("count and 20 newest, rare words", words.rare, by_date, newest);
    const auto by_relevance = [](const std::string& word) { return search::Wanted{make_words(word), {}, 0, 20, {}, 20}; };
    measure("count and 20 most relevant, frequent words", words.frequent, by_relevance, relevant);
    measure("count and 20 most relevant, middling words", words.middling, by_relevance, relevant);
    measure(
        "word, dates and class, frequent words", words.frequent, [&](const std::string& word) { return filtered(word, subclass); },
        [&](const std::string& word) { return reference_.newest_filtered(match(word), "2005-01-01", "2014-12-31", subclass); });
    measure(
        "five facets over all hits, frequent words", words.frequent,
        [&](const std::string& word) { return search::Wanted{make_words(word), {"applied_on", false}, 0, 20, facets, 20}; },
        [&](const std::string& word) { return reference_.facets(match(word)); });
    measure(
        "five facets over the table", {""}, [&](const std::string&) { return search::Wanted{{}, {"applied_on", false}, 0, 20, facets, 20}; },
        [&](const std::string&) { return reference_.facets_of_all(); });
  }

 private:
  static search::Wanted filtered(const std::string& word, const std::string& subclass) {
    Query dates, classes, all;
    dates.kind = Kind::range;
    dates.field = "applied_on";
    dates.low = "2005-01-01";
    dates.high = "2014-12-31";
    classes.kind = Kind::under;
    classes.field = "ipc";
    classes.text = {subclass};
    all.kind = Kind::all;
    all.parts = {make_words(word), dates, classes};
    return {all, {"applied_on", false}, 0, 20, {}, 20};
  }

  const search::Index &cold_, &warm_;
  bench::Reference& reference_;
};

void build(search::Index& index, const std::vector<query::Document>& documents, const std::string& path) {
  const auto begun = Clock::now();
  for (std::size_t first = 0; first < documents.size(); first += 1000) {
    const std::span batch(documents.data() + first, std::min<std::size_t>(1000, documents.size() - first));
    if (const auto put = index.put(batch); !put) throw std::runtime_error(put.error().id);
  }
  const double seconds = milliseconds_since(begun) / 1000;
  fmt::print("index of {} records: {:.1f} s, {:.0f} records/s, {} MB\n", documents.size(), seconds, static_cast<double>(documents.size()) / seconds,
             std::filesystem::file_size(path) / 1'000'000);
}

}  // namespace

int main(int count, char** words) {
  const std::string source = count > 1 ? words[1] : "100000";
  const bool is_number = source.find_first_not_of("0123456789") == std::string::npos;
  const auto documents = is_number ? bench::synthesise(static_cast<std::size_t>(std::atoll(source.c_str()))) : bench::read_lines(source);
  const std::filesystem::path folder =
      count > 2 ? std::filesystem::path(words[2]) : std::filesystem::temp_directory_path() / fmt::format("zhidian-search-bench-{}", getpid());
  std::filesystem::create_directories(folder);
  const std::string path = folder / "index";
  const query::Collection patents = read_patents();
  {
    search::Fts5Index index(path, patents);
    build(index, documents, path);
  }
  const search::Fts5Options no_limit{std::chrono::milliseconds(60'000), 0, 1};
  const auto begun = Clock::now();
  const search::Fts5Index cold(path, patents, no_limit);
  fmt::print("opened, columns read: {:.0f} ms\n", milliseconds_since(begun));
  const search::Fts5Index warm(path, patents, {std::chrono::milliseconds(60'000), 64 << 20, 1});
  const auto reference_begun = Clock::now();
  bench::Reference reference(folder / "reference", documents);
  fmt::print("reference: {:.1f} s, {} MB\n", milliseconds_since(reference_begun) / 1000,
             std::filesystem::file_size(folder / "reference") / 1'000'000);
  const auto facets = cold.find({{}, {"applied_on", false}, 0, 0, {"ipc"}, 1}).value().facets;
  Bench(cold, warm, reference).run(choose_words(cold, documents), facets.at(0).values.at(0).value);
  if (count <= 2) std::filesystem::remove_all(folder);
  return 0;
}
