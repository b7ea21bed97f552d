// What only the embedded engine has: a file that may be damaged, other processes, a limit of time.
#include "search/fts5_index.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <thread>

#include "query/matches.hpp"
#include "search/test_documents.hpp"
#include "support/fresh_folder.hpp"

namespace zhidian::search {
namespace {

using query::Document;
using query::Kind;

Document make_titled(int number, const std::string& title) { return {std::to_string(number), {{"title", {title}}, {"applicant", {title}}}}; }

std::vector<Document> make_titled(int first, int count, const std::string& title) {
  std::vector<Document> documents;
  for (int number = first; number < first + count; ++number) documents.push_back(make_titled(number, title));
  return documents;
}

std::uint64_t count(const Index& index, const std::string& word) {
  const auto found = index.find(make_wanted(make_leaf(Kind::words, "", {word})));
  return found ? found->count : ~std::uint64_t{0};
}

class EmbeddedIndex : public testing::Test {
 protected:
  [[nodiscard]] std::string path() const { return folder_.path() + "/index"; }
  /// With more time for a search than a busy machine needs.
  [[nodiscard]] std::unique_ptr<Index> open() const {
    return std::make_unique<Fts5Index>(path(), collection_, Fts5Options{std::chrono::minutes(1), 1 << 20, 2});
  }
  void fill() const { ASSERT_TRUE(open()->put(make_titled(0, 3000, "钢筋")).has_value()); }
  void write_bytes(std::streamoff place, const std::string& bytes) const {
    std::fstream file(path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(place);
    file << bytes;
  }

  support::FreshFolder folder_;
  query::Collection collection_ = test_collection();
};

TEST_F(EmbeddedIndex, says_that_a_file_is_no_index) {
  std::ofstream(path()) << "this is a text and no index, and it goes on for a while so that it is longer than a header of a hundred bytes";
  EXPECT_EQ(open_index(path(), collection_).error().id, "search.index_damaged");
}

TEST_F(EmbeddedIndex, says_that_it_was_made_for_other_fields) {
  fill();
  collection_.fields.pop_back();
  EXPECT_EQ(open_index(path(), collection_).error().id, "search.index_damaged");
}

TEST_F(EmbeddedIndex, says_that_pages_are_overwritten) {
  fill();
  const auto size = static_cast<std::streamoff>(std::filesystem::file_size(path()));
  // The root pages of the tables stand at the beginning, rows and text all over the rest.
  for (std::streamoff place = 4096; place < size; place += 4096) write_bytes(place, std::string(64, '\xff'));
  EXPECT_EQ(open_index(path(), collection_).error().id, "search.index_damaged");
}

TEST_F(EmbeddedIndex, says_that_a_column_row_was_changed) {
  fill();
  Fts5Connection(path()).run("UPDATE column_rows SET data = (SELECT data FROM column_rows WHERE id = 1) WHERE id = 0");
  Fts5Connection(path()).run("DELETE FROM column_rows WHERE id = 7");
  EXPECT_EQ(open_index(path(), collection_).error().id, "search.index_damaged");
}

TEST_F(EmbeddedIndex, says_so_when_a_search_meets_the_damage) {
  fill();
  const auto index = open();
  Fts5Connection(path()).run("UPDATE texts_index_data SET block = x'ffffffffffffffff' WHERE id > 10");
  EXPECT_EQ(index->find(make_wanted(make_leaf(Kind::words, "title", {"钢筋"}))).error().id, "search.index_damaged");
}

TEST_F(EmbeddedIndex, finds_and_orders_what_many_documents_hold) {
  std::mt19937 random(11);
  std::vector<Document> documents;
  for (int number = 0; number < 2000; ++number) documents.push_back(make_titled(number, "泵" + make_text(random, 6)));
  for (int number = 2000; number < 3000; ++number) {
    std::string title = "水轮机";
    for (int further = 4 - number % 5; further > 0; --further) title += "的装置";
    documents.push_back({std::to_string(number), {{"title", {title}}}});
  }
  const auto index = open();
  ASSERT_TRUE(index->put(documents, 1).has_value());
  for (const auto kind : {Kind::words, Kind::prefix}) {
    for (const char* field : {"", "title", "applicant"}) {
      for (const char* word : {"钢", "钢筋", "装置", "泵电", "5g", "水轮机", "的装置的"}) {
        const query::Query asked = make_leaf(kind, field, {word});
        const auto expected =
            std::ranges::count_if(documents, [&](const Document& document) { return query::matches(collection_, asked, document); });
        EXPECT_EQ(index->find(make_wanted(asked))->count, static_cast<std::uint64_t>(expected)) << field << " " << word;
      }
    }
  }
  Wanted wanted = make_wanted(make_leaf(Kind::words, "", {"水轮机"}));
  wanted.most = 300;
  const auto found = index->find(wanted);
  ASSERT_EQ(found->hits.size(), 300U);
  for (int place = 0; place < 300; ++place)
    EXPECT_EQ(found->hits[static_cast<std::size_t>(place)].key, std::to_string(2004 + place % 200 * 5 - place / 200))
        << "the shorter title first, then the number";
}

TEST_F(EmbeddedIndex, orders_and_narrows_by_days_over_many_chunks) {
  std::mt19937 random(17);
  std::vector<std::pair<std::string, Document>> dated;  // its first day, as the order asks for it
  std::vector<Document> documents;
  for (int number = 0; number < 9000; ++number) {
    Document document{std::to_string(number), {{"title", {number % 3 == 0 ? "水泵" : "砂轮"}}}};
    // The second chunk has no days at all, the third later ones.
    for (auto days = number / 4096 == 1 ? 0 : random() % 3; days > 0; --days) document.values["applied_on"].push_back(make_date(random));
    if (number >= 8192) document.values["applied_on"].push_back("2031-0" + std::to_string(1 + random() % 9) + "-01");
    const auto& days = document.values["applied_on"];
    dated.emplace_back(days.empty() ? "" : *std::ranges::min_element(days), document);
    documents.push_back(std::move(document));
  }
  const auto index = open();
  ASSERT_TRUE(index->put(documents, 1).has_value());
  for (const bool is_ascending : {true, false}) {
    for (const char* word : {"水泵", "砂轮"}) {
      std::vector<std::pair<std::string, Document>> expected;
      std::ranges::copy_if(dated, std::back_inserter(expected), [&](const auto& one) { return one.second.values.at("title").front() == word; });
      std::ranges::stable_sort(expected, [&](const auto& left, const auto& right) {
        if (left.first.empty() || right.first.empty()) return !left.first.empty() && right.first.empty();
        return is_ascending ? left.first < right.first : left.first > right.first;
      });
      for (const std::size_t most : {1, 20, 9000}) {
        const auto found = index->find(make_wanted(make_leaf(Kind::words, "", {word}), {"applied_on", is_ascending}, 0, most));
        ASSERT_EQ(found->hits.size(), std::min(most, expected.size()));
        for (std::size_t place = 0; place < found->hits.size(); ++place) ASSERT_EQ(found->hits[place].key, expected[place].second.key) << place;
      }
    }
  }
  for (const auto& [low, high] :
       {std::pair("2019-03-01", "2019-03-31"), {"2031-01-01", "2031-04-01"}, {"2040-01-01", "2041-01-01"}, {"", "2018-01-31"}}) {
    query::Query asked = make_leaf(Kind::range, "applied_on", {});
    asked.low = low;
    asked.high = high;
    const auto expected = std::ranges::count_if(documents, [&](const Document& document) { return query::matches(collection_, asked, document); });
    EXPECT_EQ(index->find(make_wanted(asked))->count, static_cast<std::uint64_t>(expected)) << low << " to " << high;
  }
}

TEST_F(EmbeddedIndex, is_one_segment_once_settled_and_answers_the_same) {
  const auto count_segments = [&] {
    Fts5Connection connection(path());
    auto use = connection.use("SELECT count(DISTINCT segid) FROM texts_index_idx");
    return use.step() ? use.integer(0) : 0;
  };
  const auto index = open();
  for (int batch = 0; batch < 10; ++batch) ASSERT_TRUE(index->put(make_titled(batch * 50, 60, batch % 2 == 0 ? "钢筋" : "电池")).has_value());
  EXPECT_EQ(count_segments(), 10);
  ASSERT_TRUE(index->settle().has_value());
  EXPECT_EQ(count_segments(), 1);
  EXPECT_EQ(index->size(), 510U);
  EXPECT_EQ(count(*index, "钢筋"), 250U);
  EXPECT_EQ(count(*index, "电池"), 260U);
  ASSERT_TRUE(index->settle().has_value()) << "a second time there is nothing to do";
  ASSERT_TRUE(index->put(make_titled(0, 510, "水泵")).has_value());
  EXPECT_EQ(count(*index, "水泵"), 510U);
  EXPECT_EQ(count(*index, "电池"), 0U);
}

TEST_F(EmbeddedIndex, ends_a_search_that_takes_too_long) {
  fill();
  const Fts5Index index(path(), collection_, {std::chrono::milliseconds(0), 0, 1});
  EXPECT_EQ(index.find(make_wanted(make_leaf(Kind::words, "", {"钢筋"}))).error().id, "search.too_long");
  const Fts5Index patient(path(), collection_, {std::chrono::minutes(1), 0, 1});
  EXPECT_EQ(count(patient, "钢筋"), 3000U);
}

TEST_F(EmbeddedIndex, is_whole_after_a_kill_in_the_middle_of_a_batch) {
  fill();
  const pid_t child = fork();
  if (child == 0) {
    const auto index = open();
    for (int batch = 0; batch < 1000; ++batch) {
      if (!index->put(make_titled(0, 3000, "电池"), static_cast<std::uint64_t>(batch) * 2 + 1)) _exit(1);
      if (!index->put(make_titled(0, 3000, "钢筋"), static_cast<std::uint64_t>(batch) * 2 + 2)) _exit(1);
    }
    _exit(0);
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(900));
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  const auto index = open();
  ASSERT_TRUE(index);
  EXPECT_EQ(index->size(), 3000U);
  // Each batch renamed all: the words tell which was the last, and so does the feed.
  EXPECT_EQ(count(*index, "电池"), index->feed() % 2 == 1 ? 3000U : 0U);
  EXPECT_EQ(count(*index, "钢筋"), index->feed() % 2 == 1 ? 0U : 3000U);
  ASSERT_TRUE(index->put(make_titled(0, 10, "装置")).has_value());
  EXPECT_EQ(count(*index, "装置"), 10U);
}

TEST_F(EmbeddedIndex, follows_what_another_process_writes) {
  const auto one = open(), other = open();
  ASSERT_TRUE(one->put(make_titled(0, 10, "钢筋")).has_value());
  EXPECT_EQ(count(*other, "钢筋"), 10U);
  ASSERT_TRUE(other->put(make_titled(5, 10, "电池")).has_value());
  ASSERT_TRUE(one->put(make_titled(20, 1, "装置")).has_value());
  EXPECT_EQ(one->size(), 16U);
  EXPECT_EQ(count(*one, "钢筋"), 5U);
  EXPECT_EQ(count(*other, "装置"), 1U);
  const auto facets = other->find(make_wanted({}, {}, 0, 0, {"applicant"}))->facets.at(0);
  EXPECT_EQ(facets.values.at(0).value, "电池");
  EXPECT_EQ(facets.values.at(0).count, 10U);
}

TEST_F(EmbeddedIndex, shows_readers_whole_batches_only) {
  const auto index = open();
  ASSERT_TRUE(index->put(make_titled(0, 200, "钢筋")).has_value());
  std::atomic<bool> is_over = false;
  std::thread writer([&] {
    for (int round = 0; round < 15; ++round) (void)index->put(make_titled(0, 200, round % 2 == 0 ? "电池" : "钢筋"));
    is_over = true;
  });
  while (!is_over) {
    const auto found = index->find(make_wanted(make_leaf(Kind::words, "title", {"电池"}), {}, 0, 1, {"applicant"}));
    ASSERT_TRUE(found.has_value());
    ASSERT_TRUE(found->count == 0 || found->count == 200) << found->count;
    ASSERT_TRUE(found->count == 0 || found->facets.at(0).values.at(0).value == "电池");
  }
  writer.join();
}

TEST_F(EmbeddedIndex, keeps_nothing_of_a_batch_that_fails) {
  fill();
  const auto index = open();
  Fts5Connection(path()).run("CREATE TRIGGER stop BEFORE INSERT ON documents WHEN NEW.key = '4005' BEGIN SELECT RAISE(ABORT, 'no'); END");
  EXPECT_THROW((void)index->put(make_titled(4000, 10, "电池")), storage::Failure);
  EXPECT_EQ(count(*index, "电池"), 0U);
  EXPECT_EQ(index->size(), 3000U);
  Fts5Connection(path()).run("DROP TRIGGER stop");
  ASSERT_TRUE(index->put(make_titled(4000, 10, "电池")).has_value());
  EXPECT_EQ(open()->find(make_wanted(make_leaf(Kind::exact, "applicant", {"电池"})))->count, 10U);
}

/// Each query four times in both orders, so that what is kept of one serves the next.
TEST_F(EmbeddedIndex, answers_the_same_whatever_it_keeps) {
  std::mt19937 random(5);
  std::vector<Document> documents;
  for (int number = 0; number < 300; ++number) documents.push_back(make_document(random, number));
  ASSERT_TRUE(open()->put(documents).has_value());
  const auto keeping = open();
  const Fts5Index forgetting(path(), collection_, Fts5Options{std::chrono::minutes(1), 0, 1});
  const auto word = make_leaf(Kind::words, "", {"钢"}), other = make_leaf(Kind::words, "title", {"电池"}),
             kind = make_leaf(Kind::exact, "ipc", {"E01B"});
  const std::vector<query::Query> queries = {word, make_group(Kind::all, {word, kind}), make_group(Kind::all, {word, other}),
                                             make_group(Kind::any, {word, other}), make_group(Kind::all, {word, make_group(Kind::none, {other})})};
  for (const std::string order : {"", "applied_on", "", ""}) {
    for (const query::Query& query : queries) {
      const auto wanted = make_wanted(query, {order, false}, 0, 40);
      const auto kept = keeping->find(wanted).value(), anew = forgetting.find(wanted).value();
      EXPECT_EQ(kept.count, anew.count);
      ASSERT_EQ(kept.hits.size(), anew.hits.size());
      for (std::size_t place = 0; place < kept.hits.size(); ++place) {
        EXPECT_EQ(kept.hits[place].key, anew.hits[place].key) << order << place;
        EXPECT_EQ(kept.hits[place].score, anew.hits[place].score);
      }
    }
  }
}

/// What an index answers to everything that is asked here, in one text.
std::string tell(const Index& index) {
  std::mt19937 random(11);
  std::string told;
  const std::vector<std::string> facets = {"applied_on", "applicant", "ipc", "kind"};
  for (int number = 0; number < 60; ++number) {
    const auto found = index.find(make_wanted(make_query(random, 2), {number % 2 == 0 ? "" : "applied_on", false}, 0, 30, facets));
    if (!found) {
      told += found.error().id + "\n";
      continue;
    }
    told += std::to_string(found->count);
    for (const Hit& hit : found->hits) told += " " + hit.key;
    for (const Facet& facet : found->facets) {
      for (const auto& value : facet.values) told += " " + value.value + "=" + std::to_string(value.count);
    }
    told += "\n";
  }
  return told;
}

TEST_F(EmbeddedIndex, opens_again_with_the_columns_beside_it_and_answers_the_same) {
  std::mt19937 random(9);
  std::vector<Document> documents;
  for (int number = 0; number < 5000; ++number) documents.push_back(make_document(random, number));
  const std::string saved = path() + columns_ending;
  ASSERT_TRUE(open()->put(documents).has_value());
  ASSERT_TRUE(std::filesystem::exists(saved)) << "left when it was closed";
  const auto changed_at = std::filesystem::last_write_time(saved);
  const std::string mapped = tell(*open());
  EXPECT_EQ(std::filesystem::last_write_time(saved), changed_at) << "nothing changed, nothing is written again";
  std::filesystem::remove(saved);
  EXPECT_EQ(tell(*open()), mapped);
  {
    const auto index = open();  // the first and the last chunk are changed where they are mapped
    ASSERT_TRUE(index->remove(std::vector<std::string>{documents.front().key, documents.back().key}).has_value());
    documents[1].values = documents[2].values;
    ASSERT_TRUE(index->put(std::span(documents).subspan(1, 1)).has_value());
    const std::string after = tell(*index);
    EXPECT_NE(after, mapped);
    std::filesystem::remove(saved);
    EXPECT_EQ(tell(*open()), after) << "as the rows tell it";
  }
}

TEST_F(EmbeddedIndex, reads_the_rows_where_the_columns_beside_it_are_old_or_damaged) {
  const std::string saved = path() + columns_ending, old = path() + ".old";
  ASSERT_TRUE(open()->put(make_titled(0, 100, "钢筋")).has_value());
  std::filesystem::copy(saved, old);
  ASSERT_TRUE(open()->put(make_titled(100, 100, "轴承")).has_value());
  std::filesystem::remove(saved);
  std::filesystem::copy(old, saved);
  EXPECT_EQ(count(*open(), "轴承"), 100U) << "of an earlier batch";
  const auto size = std::filesystem::file_size(saved);
  for (const std::uintmax_t length : {std::uintmax_t{0}, std::uintmax_t{8}, size / 2, size - 8, size - 1}) {
    std::filesystem::resize_file(saved, length);
    EXPECT_EQ(count(*open(), "轴承"), 100U) << length;
  }
  std::fstream file(saved, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(static_cast<std::streamoff>(size / 2));
  file << "\xff\xff";
  file.close();
  EXPECT_EQ(count(*open(), "轴承"), 100U);
  EXPECT_EQ(count(*open(), "钢筋"), 100U);
}

}  // namespace
}  // namespace zhidian::search
