#include "search/fts5_functions.hpp"

#include <algorithm>
#include <limits>

#include "search/fts5_tokenizer.hpp"

namespace zhidian::search {
namespace {

/// BM25's k1 and b. Abstracts and claims are of one length and repeat what they are about as a manner of writing: on one half of the known items
/// these found most, and on the other half, which had no part in the choice, as much (docs/decisions/0024).
constexpr double saturation = 0.4, length_share = 0.3;

/// Where the phrases of a row stand in one field: begin of each, by phrase.
using Begins = std::vector<std::vector<int>>;

/// Whether a place of each phrase ends at most `distance` units before some last place, and begins not behind it.
bool is_near(const Begins& begins, const NearWanted& wanted) {
  for (const auto& lasts : begins) {
    for (const int last : lasts) {
      bool is_whole = true;
      for (std::size_t phrase = 0; phrase < begins.size() && is_whole; ++phrase) {
        const auto lowest = std::int64_t{last} - wanted.distance - wanted.lengths[phrase];
        const auto place = std::lower_bound(begins[phrase].begin(), begins[phrase].end(), lowest);
        is_whole = place != begins[phrase].end() && *place <= last;
      }
      if (is_whole) return true;
    }
  }
  return false;
}

/// The same, each phrase after the end of the one before it.
bool is_before(const Begins& begins, const NearWanted& wanted) {
  for (const int first : begins.front()) {
    const std::int64_t first_end = std::int64_t{first} + wanted.lengths.front();
    std::int64_t end = first_end;
    bool is_whole = true;
    for (std::size_t phrase = 1; phrase < begins.size() && is_whole; ++phrase) {
      const auto place = std::lower_bound(begins[phrase].begin(), begins[phrase].end(), end);
      is_whole = place != begins[phrase].end() && *place - first_end <= wanted.distance;
      if (is_whole) end = std::int64_t{*place} + wanted.lengths[phrase];
    }
    if (is_whole) return true;
  }
  return false;
}

template <class Wanted>
Wanted* wanted_of(int count, sqlite3_value** values) {
  return count == 1 ? static_cast<Wanted*>(sqlite3_value_pointer(values[0], Wanted::type)) : nullptr;
}

/// Calls `visit` with text and place of each instance of a phrase in the row. Returns SQLITE_OK or what FTS5 answered.
template <class Visit>
int each_instance(const Fts5ExtensionApi* api, Fts5Context* row, int phrase, Visit visit) {
  Fts5PhraseIter position{};
  int text = -1, place = -1;
  const int code = api->xPhraseFirst(row, phrase, &position, &text, &place);
  if (code != SQLITE_OK) return code;
  for (; text >= 0; api->xPhraseNext(row, &position, &text, &place)) visit(static_cast<std::size_t>(text), place);
  return SQLITE_OK;
}

void find_near(const Fts5ExtensionApi* api, Fts5Context* row, sqlite3_context* result, int count, sqlite3_value** values) {
  const auto* wanted = wanted_of<const NearWanted>(count, values);
  const int phrases = api->xPhraseCount(row);
  if (!wanted || static_cast<std::size_t>(phrases) != wanted->lengths.size()) return sqlite3_result_error(result, "zhidian_near: wrong use", -1);
  thread_local std::vector<Begins> by_text;
  by_text.resize(static_cast<std::size_t>(api->xColumnCount(row)));
  for (Begins& begins : by_text) {
    begins.resize(wanted->lengths.size());
    for (auto& places : begins) places.clear();
  }
  for (int phrase = 0; phrase < phrases; ++phrase) {
    const auto add = [&](std::size_t text, int place) { by_text[text][static_cast<std::size_t>(phrase)].push_back(place); };
    if (const int code = each_instance(api, row, phrase, add); code != SQLITE_OK) return sqlite3_result_error_code(result, code);
  }
  std::int64_t found = 0;
  for (std::size_t text = 0; text < by_text.size(); ++text) {
    const Begins& begins = by_text[text];
    const bool is_here = std::ranges::none_of(begins, [](const auto& places) { return places.empty(); });
    if (is_here && (wanted->is_ordered ? is_before(begins, *wanted) : is_near(begins, *wanted))) found |= std::int64_t{1} << text;
  }
  sqlite3_result_int64(result, found);
}

/// BM25 of the row in hand. Returns SQLITE_OK or what FTS5 answered.
int add_score(const Fts5ExtensionApi* api, Fts5Context* row, DocumentNumber number, const ScoreWanted& wanted, double& sum) {
  const std::size_t texts = wanted.weights.size();
  const std::uint16_t* lengths = wanted.columns->lengths(number, texts);
  for (std::size_t phrase = 0; phrase < wanted.rarities.size(); ++phrase) {
    double frequency = 0;
    std::size_t current = texts;
    double share = 0;
    const auto add = [&](std::size_t text, int /*place*/) {
      if (text != current)
        share = wanted.weights[text] / (1 - length_share + length_share * unpack_length(lengths[text]) / wanted.mean_lengths[text]);
      current = text;
      frequency += share;
    };
    if (const int code = each_instance(api, row, static_cast<int>(phrase), add); code != SQLITE_OK) return code;
    sum += wanted.rarities[phrase] * frequency * (saturation + 1) / (frequency + saturation);
  }
  return SQLITE_OK;
}

bool has_phrases(const Fts5ExtensionApi* api, Fts5Context* row, const ScoreWanted& wanted) {
  return static_cast<std::size_t>(api->xPhraseCount(row)) == wanted.rarities.size();
}

void score(const Fts5ExtensionApi* api, Fts5Context* row, sqlite3_context* result, int count, sqlite3_value** values) {
  const auto* wanted = wanted_of<const ScoreWanted>(count, values);
  if (!wanted || !has_phrases(api, row, *wanted)) return sqlite3_result_error(result, "zhidian_score: wrong use", -1);
  const auto number = static_cast<DocumentNumber>(api->xRowid(row));
  if (!wanted->documents->contains(number)) return sqlite3_result_null(result);
  double sum = 0;
  if (const int code = add_score(api, row, number, *wanted, sum); code != SQLITE_OK) return sqlite3_result_error_code(result, code);
  sqlite3_result_double(result, sum);
}

int collect_row(const Fts5ExtensionApi* api, Fts5Context* row, void* pointer) {
  constexpr std::size_t rows_between_looks = 4096;
  auto& wanted = *static_cast<CollectWanted*>(pointer);
  const auto number = static_cast<DocumentNumber>(api->xRowid(row));
  if (wanted.rows++ % rows_between_looks == 0 && wanted.connection->is_over()) return SQLITE_INTERRUPT;
  if (wanted.score) {
    if (!wanted.score->documents->contains(number)) return SQLITE_OK;
    double sum = 0;
    if (const int code = add_score(api, row, number, *wanted.score, sum); code != SQLITE_OK) return code;
    wanted.found.scores.push_back(static_cast<float>(sum));
  }
  wanted.found.documents.add(number);
  return SQLITE_OK;
}

void collect(const Fts5ExtensionApi* api, Fts5Context* row, sqlite3_context* result, int count, sqlite3_value** values) {
  auto* wanted = wanted_of<CollectWanted>(count, values);
  if (!wanted || (wanted->score && !has_phrases(api, row, *wanted->score))) return sqlite3_result_error(result, "zhidian_collect: wrong use", -1);
  if (api->xPhraseCount(row) != 1) return sqlite3_result_int64(result, 0);
  if (const int code = api->xQueryPhrase(row, 0, wanted, collect_row); code != SQLITE_OK) return sqlite3_result_error_code(result, code);
  sqlite3_result_int64(result, 1);
}

}  // namespace

int register_functions(sqlite3* connection) {
  fts5_api* interface = fts5_interface(connection);
  if (!interface) return SQLITE_ERROR;
  struct Function {
    const char* name;
    fts5_extension_function run;
  };
  for (const Function& function :
       {Function{NearWanted::type, find_near}, Function{ScoreWanted::type, score}, Function{CollectWanted::type, collect}}) {
    if (const int code = interface->xCreateFunction(interface, function.name, nullptr, function.run, nullptr); code != SQLITE_OK) return code;
  }
  return SQLITE_OK;
}

}  // namespace zhidian::search
