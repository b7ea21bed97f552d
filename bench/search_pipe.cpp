// The embedded search and FTS5 with SQL for bench/search_engines.py: prepares the records all engines are fed with, builds, and answers line by
// line what it is asked, each engine in turn. Run from the root of the project.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <future>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <utility>

#include "bench/search_corpus.hpp"
#include "bench/search_reference.hpp"
#include "query/classes.hpp"
#include "query/fold.hpp"
#include "query/load.hpp"
#include "search/dictionary.hpp"
#include "search/fts5_expression.hpp"
#include "search/fts5_index.hpp"
#include "search/opensearch_layout.hpp"

namespace {

using namespace zhidian;
using base::Value;
using query::Kind;
using query::Query;
using Clock = std::chrono::steady_clock;

constexpr std::size_t batch_size = 5000;  // as the program does
const std::set<std::string, std::less<>> used_fields = {"title", "abstract",   "claims", "applicant", "inventor",
                                                        "ipc",   "applied_on", "kind",   "province"};
const std::vector<std::string> texts = {"title", "abstract", "claims", "applicant", "inventor"};
const std::vector<std::string> facets = {"applied_on", "applicant", "ipc", "kind", "province"};
constexpr const char *first_day = "2012-01-01", *last_day = "2018-12-31";

query::Collection read_patents() {
  std::vector<query::CollectionFile> files;
  for (const auto& entry : std::filesystem::directory_iterator("collections")) {
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    files.push_back({entry.path().string(), text.str()});
  }
  query::Collection patents = query::load_collections(files).value().at("patents");
  std::erase_if(patents.fields, [](const query::Field& field) { return !used_fields.contains(field.id); });
  return patents;
}

double milliseconds_since(Clock::time_point begun) { return std::chrono::duration<double, std::milli>(Clock::now() - begun).count(); }

/// Calls `visit` with a batch of records at a time, as far as all engines are fed with them; the next is read meanwhile, as the program does.
void each_batch(const std::string& corpus, const std::function<void(std::span<const query::Document>)>& visit) {
  std::vector<query::Document> batch;
  std::future<void> visiting;
  const auto hand_on = [&] {
    if (visiting.valid()) visiting.get();
    visiting = std::async(std::launch::async, [&visit, documents = std::exchange(batch, {})] { visit(documents); });
  };
  bench::each_record(corpus, [&](query::Document document) {
    std::erase_if(document.values, [](const auto& field) { return !used_fields.contains(field.first); });
    batch.push_back(std::move(document));
    if (batch.size() == batch_size) hand_on();
  });
  hand_on();
  visiting.get();
}

const std::vector<std::string>& values_of(const query::Document& document, std::string_view field) {
  static const std::vector<std::string> none;
  const auto found = document.values.find(field);
  return found == document.values.end() ? none : found->second;
}

Value list_of(const std::set<std::string>& values) {
  Value::List list;
  for (const std::string& value : values) list.emplace_back(value);
  return list;
}

/// A record for engines that are told where words are: tokens with a border between values, the folded text, and the values that are counted.
Value prepared(const query::Document& document) {
  std::vector<std::string> tokens, folded;
  std::set<std::string> applicants, groups, classes;
  for (const std::string& field : texts) {
    for (const std::string& value : values_of(document, field)) {
      for (std::string& token : search::pair_tokens(query::units(value), false)) tokens.push_back(std::move(token));
      tokens.emplace_back("|");
      std::string units;
      for (const query::Unit& unit : query::units(value)) units += unit.text;
      folded.push_back(std::move(units));
    }
  }
  for (const std::string& value : values_of(document, "applicant")) applicants.insert(query::fold(value));
  for (const std::string& value : values_of(document, "ipc")) {
    groups.insert(search::group_of(query::canonical_class(value)));
    for (std::string& above : query::class_path(value)) classes.insert(std::move(above));
  }
  const std::string& date = bench::value_of(document, "applied_on");
  return Value::Map{{"key", document.key},
                    {"tokens", fmt::format("{}", fmt::join(tokens, " "))},
                    {"text", fmt::format("{}", fmt::join(folded, "|"))},
                    {"date", date.empty() ? "0000-00-00" : date},
                    {"applicant", list_of(applicants)},
                    {"group", list_of(groups)},
                    {"class", list_of(classes)},
                    {"kind", bench::value_of(document, "kind")},
                    {"province", bench::value_of(document, "province")}};
}

void prepare(const std::string& corpus, const std::string& out) {
  std::ofstream file(out);
  each_batch(corpus, [&](std::span<const query::Document> batch) {
    for (const query::Document& document : batch) file << base::print_json(prepared(document)) << '\n';
  });
}

void build_ours(const std::string& corpus, const std::string& path) {
  search::Fts5Index index(path, read_patents());
  each_batch(corpus, [&](std::span<const query::Document> batch) {
    if (const auto put = index.put(batch, 0); !put) throw std::runtime_error(put.error().id);
  });
  if (const auto settled = index.settle(); !settled) throw std::runtime_error(settled.error().id);
}

void build_reference(const std::string& corpus, const std::string& path) {
  bench::Reference reference(path);
  each_batch(corpus, [&](std::span<const query::Document> batch) { reference.add(batch); });
  reference.finish();
}

Query make_words(const std::string& word) {
  Query query;
  query.kind = Kind::words;
  query.text = {word};
  return query;
}

Query make_filtered(const std::string& word, const std::string& subclass) {
  Query dates, classes, all;
  dates.kind = Kind::range;
  dates.field = "applied_on";
  dates.low = first_day;
  dates.high = last_day;
  classes.kind = Kind::under;
  classes.field = "ipc";
  classes.text = {subclass};
  all.kind = Kind::all;
  all.parts = {make_words(word), dates, classes};
  return all;
}

/// Words of two to four characters out of titles by how many records hold them, and the most frequent subclass.
void choose_words(const std::string& corpus, const std::string& path) {
  const search::Fts5Index index(path, read_patents(), {std::chrono::minutes(5), 0, 1});
  std::map<std::string, std::set<std::string>> chosen;
  std::mt19937_64 random(3);
  const auto all = static_cast<double>(index.size());
  std::vector<std::string> titles;
  each_batch(corpus, [&](std::span<const query::Document> batch) {
    for (const query::Document& document : batch)
      if (random() % 16 == 0 && titles.size() < 20'000) titles.push_back(bench::value_of(document, "title"));
  });
  for (int tries = 0; tries < 3000; ++tries) {
    const auto units = query::units(titles[random() % titles.size()]);
    const std::size_t length = 2 + random() % 3;
    if (units.size() < length) continue;
    const std::size_t begin = random() % (units.size() - length + 1);
    std::string word;
    bool is_han = true;
    for (std::size_t place = begin; place < begin + length; ++place) {
      word += units[place].text;
      is_han = is_han && units[place].is_single;
    }
    const auto found = index.find({make_words(word), {"applied_on", false}, 0, 0, {}, 0});
    if (!found || !is_han) continue;
    const auto count = static_cast<double>(found->count);
    const char* kind = count > all * 0.03 && count < all * 0.3 ? "frequent" : count > all / 300 && count < all * 0.03 ? "middling" : "";
    if (found->count >= 15 && found->count <= 25) kind = "rare";
    if (*kind != '\0' && chosen[kind].size() < 8) chosen[kind].insert(word);
  }
  const auto counted = index.find({{}, {"applied_on", false}, 0, 0, {"ipc"}, 1}).value();
  Value::Map told{{"subclass", counted.facets.at(0).values.at(0).value}, {"first", first_day}, {"last", last_day}};
  for (const auto& [kind, words] : chosen) told[kind] = list_of(words);
  fmt::print("{}\n", base::print_json(told));
}

class Answers {
 public:
  Answers(const std::filesystem::path& folder, std::string subclass)
      : cold_(folder / "zhidian", read_patents(), {std::chrono::minutes(5), 0, 1}),
        warm_(folder / "zhidian", read_patents(), {std::chrono::minutes(5), 64 << 20, 1}),
        reference_(folder / "fts5"),
        subclass_(std::move(subclass)) {}

  /// Milliseconds and hits of each engine.
  std::string answer(const std::string& work, const std::string& word) {
    std::string told;
    const auto wanted = wanted_of(work, word);
    const auto time = [&](const char* engine, auto run) {
      const auto begun = Clock::now();
      const auto count = static_cast<std::uint64_t>(run());
      told += fmt::format("{}\"{}\":[{:.4f},{}]", told.empty() ? "{" : ",", engine, milliseconds_since(begun), count);
    };
    time("Zhidian, nothing kept", [&] { return cold_.find(wanted).value().count; });
    time("Zhidian", [&] { return warm_.find(wanted).value().count; });
    time("FTS5 + SQL", [&] { return ask_reference(work, word); });
    return told + "}";
  }

 private:
  search::Wanted wanted_of(const std::string& work, const std::string& word) const {
    search::Wanted wanted{{}, {"applied_on", false}, 0, 20, {}, 20};
    if (!word.empty()) wanted.query = work == "filtered" ? make_filtered(word, subclass_) : make_words(word);
    if (work == "relevant") wanted.order.field.clear();
    if (work == "facets") wanted.facets = facets;
    return wanted;
  }
  std::int64_t ask_reference(const std::string& work, const std::string& word) {
    if (word.empty()) return reference_.facets_of_all();
    const std::string match = search::make_phrase(word, false)->expression;
    if (work == "relevant") return reference_.most_relevant(match);
    if (work == "filtered") return reference_.newest_filtered(match, first_day, last_day, subclass_);
    return work == "facets" ? reference_.facets(match) : reference_.newest(match);
  }

  search::Fts5Index cold_, warm_;
  bench::Reference reference_;
  std::string subclass_;
};

void serve(const std::string& folder, const std::string& subclass) {
  Answers answers(folder, subclass);
  fmt::print("ready\n");
  std::fflush(stdout);
  for (std::string line; std::getline(std::cin, line);) {
    const std::size_t tab = line.find('\t');
    fmt::print("{}\n", answers.answer(line.substr(0, tab), line.substr(tab + 1)));
    std::fflush(stdout);
  }
}

}  // namespace

int main(int count, char** words) {
  const std::map<std::string, std::function<void(const std::string&, const std::string&)>> works = {
      {"prepare", prepare}, {"build_zhidian", build_ours}, {"build_fts5", build_reference}, {"words", choose_words}, {"serve", serve}};
  const auto work = works.find(count == 4 ? words[1] : "");
  if (work == works.end()) {
    fmt::print(stderr, "usage: search_pipe prepare|build_zhidian|build_fts5|words CORPUS PATH, or search_pipe serve FOLDER SUBCLASS\n");
    return 2;
  }
  work->second(words[2], words[3]);
  return 0;
}
