#include "http/sentences.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "http/http.hpp"

namespace zhidian::http {
namespace {

/// The names in braces; `{label_zh}` and `{label_en}` are the same parameter in two languages.
std::set<std::string> parameters_of(std::string_view text) {
  std::set<std::string> names;
  for (auto open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    auto name = text.substr(open + 1, text.find('}', open) - open - 1);
    if (name.ends_with("_zh") || name.ends_with("_en")) name.remove_suffix(3);
    names.emplace(name);
  }
  return names;
}

TEST(Sentences, AreCompleteInBothLanguages) {
  ASSERT_FALSE(embedded_sentences().empty());
  for (const auto& [id, zh, en] : embedded_sentences()) {
    EXPECT_FALSE(zh.empty()) << id << " has no Chinese sentence";
    EXPECT_FALSE(en.empty()) << id << " has no English sentence";
    EXPECT_EQ(parameters_of(zh), parameters_of(en)) << id;
  }
}

TEST(Sentences, StandSortedInTheirFiles) {
  for (const auto* name : {"zh-CN.yaml", "en.yaml"}) {
    std::ifstream file(std::string(ZHIDIAN_SOURCE_DIR "/locales/") + name);
    std::string previous;
    for (std::string line; std::getline(file, line);) {
      const auto key = line.substr(0, line.find(':'));
      if (line.empty() || line.front() == '#') continue;
      EXPECT_LT(previous, key) << name;
      previous = key;
    }
    EXPECT_FALSE(previous.empty());
  }
}

TEST(Sentences, AreFilledIn) {
  EXPECT_EQ(sentence(Language::en, "http.text_too_long", {{"limit", "5"}}), "This entry may have at most 5 characters.");
  EXPECT_EQ(sentence(Language::zh, "http.text_too_long", {{"limit", "5"}}), "此项最多 5 个字符。");
  EXPECT_EQ(sentence(Language::zh, "http.text_too_long", {}), "此项最多 {limit} 个字符。");
  EXPECT_EQ(sentence(Language::zh, "http.text_too_long", {{"limit", "{limit}"}}), "此项最多 {limit} 个字符。");
  EXPECT_EQ(sentence(Language::en, "nobody.knows", {}), "nobody.knows");
}

TEST(Sentences, WriteADayAsTheLanguageDoes) {
  const std::map<std::string, std::string> params{{"title", "2026-13-01"}, {"closes_on", "2026-10-08"}};
  EXPECT_EQ(sentence(Language::zh, "messages.windows.extended", params), "申报批次“2026-13-01”的截止日期延长至2026年10月8日。")
      << "what is no day stays";
  EXPECT_NE(sentence(Language::en, "messages.windows.extended", params).find("2026-10-08"), std::string::npos);
}

}  // namespace
}  // namespace zhidian::http
