// The index finds what a look at every mark finds.
#include "marks/mark_index.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "marks/spelling.hpp"
#include "marks/test_characters.hpp"

namespace zhidian::marks {
namespace {

using Marks = std::map<std::string, std::vector<std::string>>;

Question ask(const std::string& mark, Kinds allowed = Kinds::all()) { return {test_characters(), characters_of(spell(mark)), allowed}; }

/// Every mark scored, by the definition alone.
std::vector<std::pair<int, std::string>> look_at_all(const Marks& marks, const Question& question) {
  std::vector<std::pair<int, std::string>> near;
  for (const auto& [key, texts] : marks) {
    int best = cost::never;
    for (const std::string& text : texts)
      for (const Reading& reading : readings_of(spell(text))) best = std::min(best, question.cost(characters_of(reading.letters), reading.is_part));
    if (best <= question.most_cost()) near.emplace_back(best, key);
  }
  std::ranges::sort(near);
  return near;
}

std::vector<std::pair<int, std::string>> found(const MarkIndex& index, const Question& question, std::size_t most = 10000) {
  std::vector<std::pair<int, std::string>> near;
  for (const NearMark& mark : index.find(question, most).marks) near.emplace_back(mark.cost, mark.key);
  return near;
}

/// Marks of few characters, so that many are near one another.
std::string random_mark(std::mt19937& random) {
  static const std::vector<std::string> characters = {"知", "之", "资", "点", "典", "星", "量", "红", "江", "洪", "未", "末", "来",
                                                      "莱", "大", "太", "天", "龙", "龍", "a",  "b",  "z",  "h",  "i",  "1",  " "};
  std::string mark;
  for (std::size_t left = 1 + random() % 5; left > 0; --left) mark += characters[random() % characters.size()];
  return mark;
}

TEST(MarkIndex, EqualsALookAtEveryMark) {
  std::mt19937 random(7);
  const std::vector<Kinds> allowed = {Kinds::all(), Kinds::least().with(Kind::sound), Kinds::least().with(Kind::added).with(Kind::swapped),
                                      Kinds::least().with(Kind::shape).with(Kind::reversed).with(Kind::spelled),
                                      Kinds::least().with(Kind::containing)};
  MarkIndex index(test_characters());
  Marks marks;
  for (int round = 0; round < 400; ++round) {
    for (int change = 0; change < 5; ++change) {
      const std::string key = std::to_string(random() % 300);
      if (random() % 4 == 0) {
        index.remove(key);
        marks.erase(key);
      } else {
        std::vector<std::string> texts = {random_mark(random)};
        if (random() % 8 == 0) texts.push_back(random_mark(random));
        index.put(key, texts);
        marks[key] = texts;
      }
    }
    const std::string query = random_mark(random);
    if (spell(query).empty()) continue;
    const Question question = ask(query, allowed[static_cast<std::size_t>(round) % allowed.size()]);
    const auto all = look_at_all(marks, question);
    ASSERT_EQ(found(index, question), all) << query;
    const NearMarks few = index.find(question, 10);
    ASSERT_EQ(few.is_cut, all.size() > 10);
    ASSERT_TRUE(std::ranges::equal(few.marks, std::span(all).first(few.marks.size()), {}, &NearMark::key, &std::pair<int, std::string>::second));
    ASSERT_EQ(index.size(), marks.size());
  }
}

TEST(MarkIndex, WhatIsTakenOutAndReplacedIsGone) {
  MarkIndex index(test_characters());
  const auto keys = [&](const std::string& mark) {
    std::string all;
    for (const auto& [cost, key] : found(index, ask(mark))) all += key + " ";
    return all;
  };
  const auto put = [&](const std::string& key, const std::string& mark) { index.put(key, std::vector<std::string>{mark}); };
  put("1", "知点");
  put("2", "之点");
  EXPECT_EQ(keys("知点"), "1 2 ");
  put("1", "红星");
  EXPECT_EQ(keys("知点"), "2 ");
  index.remove("2");
  index.remove("never there");
  EXPECT_EQ(keys("知点"), "");
  for (int i = 0; i < 5000; ++i) put("3", "知点" + std::to_string(i));
  put("3", "知点");
  EXPECT_EQ(keys("知点"), "3 ");
  EXPECT_EQ(keys("红星"), "1 ");
  EXPECT_EQ(index.size(), 2U);
  EXPECT_LT(index.bytes(), 1U << 20) << "what is gone is not kept for ever";
}

TEST(MarkIndex, AnythingMayBeCalledAMark) {
  MarkIndex index(test_characters());
  std::string endless;
  for (int i = 0; i < 350'000; ++i) endless += "长";
  const std::vector<std::string> hostile = {
      "", "！？·——", "😀😀", std::string("\0\xFF\xFE", 3), endless, std::string(1 << 20, 'a'), "e\u0301\u0301\u0301", "𠮷𠮷"};
  for (std::size_t each = 0; each < hostile.size(); ++each) index.put(std::to_string(each), std::span(hostile).subspan(each, 1));
  EXPECT_EQ(index.size(), hostile.size());
  EXPECT_TRUE(found(index, ask("知点")).empty());
  EXPECT_EQ(found(index, ask("𠮷𠮷")).size(), 1U);
  index.remove("4");
  EXPECT_EQ(index.size(), hostile.size() - 1);
}

TEST(MarkIndex, TheLongestQuestionIsAnswered) {
  MarkIndex index(test_characters());
  std::string longest;
  for (std::size_t i = 0; i < longest_query; ++i) longest += static_cast<char>('a' + i % 26);
  const std::vector<std::string> marks = {longest, longest + "x", longest.substr(1)};
  for (std::size_t each = 0; each < marks.size(); ++each) index.put(std::to_string(each), std::span(marks).subspan(each, 1));
  EXPECT_EQ(found(index, ask(longest)).size(), 3U);
}

}  // namespace
}  // namespace zhidian::marks
