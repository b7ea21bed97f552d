#include "capabilities/certificates/number.hpp"

#include <gtest/gtest.h>

#include <set>

namespace zhidian::certificates {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

TEST(CertificateNumber, IsUniqueAndReadAsPeopleTypeIt) {
  const auto random = base::make_seeded_random(7);
  std::set<std::string> made;
  for (int count = 0; count < 1000; ++count) made.insert(make_number(*random));
  EXPECT_EQ(made.size(), 1000U);
  for (const std::string& number : made) {
    ASSERT_EQ(number.size(), 12U);
    EXPECT_EQ(parse_number(number), number);
    std::string typed = number.substr(3, 4) + number.substr(8);
    for (char& character : typed) character = character == '0' ? 'o' : character == '1' ? 'i' : static_cast<char>(std::tolower(character));
    EXPECT_EQ(parse_number("zd " + typed), number);
    EXPECT_EQ(parse_number(typed), number);
  }
}

TEST(CertificateNumber, FindsEveryWrongCharacterAndEveryExchange) {
  const auto random = base::make_seeded_random(8);
  for (int count = 0; count < 50; ++count) {
    const std::string number = make_number(*random);
    for (const std::size_t at : {3U, 4U, 5U, 6U, 8U, 9U, 10U, 11U}) {
      for (const char other : alphabet) {
        std::string wrong = number;
        wrong[at] = other;
        EXPECT_EQ(parse_number(wrong).has_value(), other == number[at]) << number << " " << wrong;
      }
    }
    std::string plain = number.substr(3, 4) + number.substr(8);
    for (std::size_t at = 0; at + 1 < plain.size(); ++at) {
      std::string exchanged = plain;
      std::swap(exchanged[at], exchanged[at + 1]);
      EXPECT_EQ(parse_number(exchanged).has_value(), exchanged == plain) << plain << " " << exchanged;
    }
  }
}

TEST(CertificateNumber, RefusesWhatIsNone) {
  for (const char* text : {"", "ZD", "ZD-0000-000", "ZD-0000-00000", "ZD-0000-000S", "证书", "0000 0000 0000", "../../etc"})
    EXPECT_FALSE(parse_number(text));
  EXPECT_EQ(parse_number("00000000"), "ZD-0000-0000");
}

}  // namespace
}  // namespace zhidian::certificates
