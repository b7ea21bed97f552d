// How well what is meant is found: each line of a file of known items (key, tab, bare title) is searched as a text, and the record of that key is to
// stand first, as it is written and in two other spellings. Only abstracts are indexed, so that a title finds its record by what is written about it,
// never by itself. Arguments: JSON lines with pub_no, title, abstract; the known items; an OpenSearch server, where that engine is meant. A record
// without a number has the key "T:" and its title.
#include <fmt/format.h>
#include <unicode/translit.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>

#include "base/value.hpp"
#include "capabilities/ip_records/follow.hpp"
#include "search/index.hpp"

namespace {

using namespace zhidian;

constexpr std::size_t looked_at = 10;

query::Collection abstracts() {
  query::Field abstract;
  abstract.id = "abstract";
  abstract.weight = 1;
  return {"abstracts", "摘要", "Abstracts", {abstract}};
}

std::size_t fill(search::Index& index, const std::string& path) {
  std::vector<query::Document> documents;
  std::size_t count = 0;
  const auto put = [&] {
    if (const auto done = index.put(documents); !done) throw std::runtime_error(done.error().id);
    count += documents.size();
    documents.clear();
  };
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const auto record = base::parse_json(line);
    if (!record || record->text_or("abstract").empty()) continue;
    const std::string number = record->text_or("pub_no");
    documents.push_back({number.empty() ? "T:" + record->text_or("title") : number, {{"abstract", {record->text_or("abstract")}}}});
    if (documents.size() == 1000) put();
  }
  put();
  return count;
}

struct Result {
  std::size_t asked = 0, first = 0, in_ten = 0;
  double reciprocal = 0;
  std::vector<double> times;
};

/// The text in another spelling by a transliterator of ICU; as it is where none is named.
std::string respell(const std::string& text, const char* transliterator) {
  if (!transliterator) return text;
  UErrorCode code = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> speller(icu::Transliterator::createInstance(transliterator, UTRANS_FORWARD, code));
  if (U_FAILURE(code)) throw std::runtime_error(u_errorName(code));
  auto spelled = icu::UnicodeString::fromUTF8(text);
  speller->transliterate(spelled);
  std::string told;
  return spelled.toUTF8String(told);
}

Result ask(const search::Index& index, const std::string& path, const char* transliterator) {
  Result result;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos) continue;
    search::Wanted wanted;
    wanted.query = ip_records::similar_to(respell(line.substr(tab + 1), transliterator));
    wanted.most = looked_at;
    const auto begin = std::chrono::steady_clock::now();
    const auto found = index.find(wanted);
    result.times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    if (!found) throw std::runtime_error(found.error().id + ": " + line);
    ++result.asked;
    const auto place = std::ranges::find(found->hits, line.substr(0, tab), &search::Hit::key) - found->hits.begin();
    if (place == static_cast<std::ptrdiff_t>(found->hits.size())) continue;
    result.first += place == 0;
    ++result.in_ten;
    result.reciprocal += 1.0 / static_cast<double>(place + 1);
  }
  return result;
}

constexpr const char* name_there = "zhidian-known-items";

/// In a file, or anew in a server.
base::Result<std::unique_ptr<search::Index>> open(const std::string& path, const query::Collection& collection, const std::string& server) {
  if (server.empty()) return search::open_index(path, collection);
  const std::shared_ptr<const outbound::Service> service = outbound::Service::open({server, "", "", ""}).value();
  if (auto dropped = search::drop_opensearch_index(service, name_there, collection); !dropped) return base::refuse(dropped.error());
  return search::open_opensearch_index(service, name_there, collection);
}

}  // namespace

int main(int count, char** words) {
  if (count != 3 && count != 4) {
    fmt::print(stderr, "usage: known_items_bench RECORDS.jsonl KNOWN_ITEMS.tsv [OPENSEARCH]\n");
    return 2;
  }
  const auto folder =
      std::filesystem::temp_directory_path() / fmt::format("zhidian-known-items-{}", std::chrono::steady_clock::now().time_since_epoch().count());
  std::filesystem::create_directories(folder);
  {
    const auto collection = abstracts();
    const auto index = open(folder / "index.db", collection, count == 4 ? words[3] : "");
    if (!index) throw std::runtime_error(index.error().id);
    const std::size_t records = fill(**index, words[1]);
    for (const char* transliterator : {static_cast<const char*>(nullptr), "Simplified-Traditional", "Halfwidth-Fullwidth"}) {
      Result result = ask(**index, words[2], transliterator);
      std::ranges::sort(result.times);
      const auto share = [&](double number) { return number / static_cast<double>(result.asked); };
      fmt::print("{} abstracts, {} known items, {}: success@1 {:.4f}, success@10 {:.4f}, MRR@10 {:.4f}; median {:.2f} ms\n", records, result.asked,
                 transliterator ? transliterator : "as written", share(static_cast<double>(result.first)), share(static_cast<double>(result.in_ten)),
                 share(result.reciprocal), result.times[result.times.size() / 2]);
    }
  }
  std::filesystem::remove_all(folder);
  return 0;
}
