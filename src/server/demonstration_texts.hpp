#pragma once
#include <string>
#include <vector>

#include "base/id.hpp"

namespace zhidian::server {

/// Invented institutions, people and sentences of the demonstration network; everything follows from the seeded source.
class DemonstrationTexts {
 public:
  explicit DemonstrationTexts(base::Random& random) : random_(random) {}

  struct Institution {
    std::string name, kind, nature, address, website, wechat, department, recipients;
  };
  struct Person {
    std::string name, post, education, certificate, history;
  };
  /// The `number`-th institution of a city, seated in one of its districts.
  Institution institution(int number, const std::string& city, const std::string& district);
  Person person();
  /// About `words` characters of plain description; `topic` opens it.
  std::string paragraph(const std::string& topic, int words);
  std::string telephone(const std::string& area = "024");
  /// A well-formed social credit code of an invented institution registered at a division.
  std::string credit_code(const std::string& division, int number);
  int below(int bound);

 private:
  template <class List>
  const auto& pick(const List& list) {
    return list[static_cast<std::size_t>(below(static_cast<int>(list.size())))];
  }
  base::Random& random_;
};

}  // namespace zhidian::server
