#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/collection.hpp"

namespace zhidian::ip_records {

/// A text on one line: line breaks and blanks between Chinese characters fall away, others become one blank; what cannot be seen is dropped.
std::string clean_text(std::string_view utf8);
/// The day in any usual spelling (2013.01.02, 20100209, 2010-2-9, 2010/02/09, 2010年2月9日, full width) as YYYY-MM-DD; empty where it is none.
std::optional<std::string> clean_date(std::string_view utf8);
/// The values of a field in which several stand, joined by `;`, `；` or line breaks: cleaned, each once, none empty.
std::vector<std::string> split_values(std::string_view utf8);
/// False of what stands in the place of a name: 请求不公布姓名 and the like.
bool is_name(std::string_view utf8);
/// An agency without the five-digit code beside it: `某某代理有限公司 12107`, `某某事务所(11219)`.
std::string clean_agency(std::string_view utf8);
/// A number as it is shown: Chinese ones with CN and the dot before the check digit, others in capitals without blanks.
struct CleanNumber {
  std::string text;
  bool is_check_wrong = false;
};
CleanNumber clean_number(std::string_view utf8);

/// Where an address lies: province by its code of GB/T 2260 (`000000`-like values of the table outside the mainland provinces included), city by
/// name.
struct Region {
  std::string province, city;
};
/// Finds the province of the table `provinces` an address begins with, behind a post code and 中国; the city behind it where one is named.
Region find_region(std::string_view address, const query::Field* provinces);

}  // namespace zhidian::ip_records
