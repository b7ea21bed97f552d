#pragma once
#include <functional>
#include <initializer_list>
#include <optional>
#include <set>

#include "rules/model.hpp"
#include "rules/yaml.hpp"

namespace zhidian::rules {

/// Reads one map of a file: every key asked for becomes known, `finish` reports the others. What is missing or of a wrong
/// shape becomes a problem naming file, line and key, and an empty value is returned.
class MapReader {
 public:
  MapReader(const Node& node, std::string key, const SourceFile& file, std::vector<Problem>& problems);

  enum class Presence { required, optional };
  bool has(std::string_view key);
  const Node* find(std::string_view key, Presence presence = Presence::optional);
  Text text(std::string_view key, Presence presence = Presence::required);
  std::string string(std::string_view key, Presence presence = Presence::optional, std::string otherwise = {});
  /// One of a closed list of words.
  std::string word(std::string_view key, std::initializer_list<std::string_view> words, Presence presence, std::string otherwise = {});
  std::int64_t integer(std::string_view key, Presence presence = Presence::optional, std::int64_t otherwise = 0);
  bool boolean(std::string_view key, bool otherwise);
  std::optional<base::Date> date(std::string_view key, Presence presence = Presence::optional);
  std::vector<std::string> strings(std::string_view key, Presence presence = Presence::optional);
  /// A list of words of a closed list.
  std::vector<std::string> words(std::string_view key, std::initializer_list<std::string_view> words);
  std::vector<Text> texts(std::string_view key);
  /// Calls `read` with a reader for each map of the list `key`; items are named by their `id` where they have one.
  void each(std::string_view key, const std::function<void(MapReader&)>& read, Presence presence = Presence::optional);
  /// Calls `read` for each member of the map `key`.
  void each_member(std::string_view key, const std::function<void(const std::string& name, MapReader&)>& read,
                   Presence presence = Presence::optional);
  /// Calls `read` with a reader for the map `key` where it stands.
  void nested(std::string_view key, const std::function<void(MapReader&)>& read, Presence presence = Presence::optional);
  /// Reports unknown keys.
  void finish();

  void report(std::string check, std::string_view key, Text message);
  const std::string& key() const { return key_; }
  int line() const { return node_.line; }
  const SourceFile& file() const { return file_; }
  std::vector<Problem>& problems() { return problems_; }

 private:
  std::string path_to(std::string_view key) const;
  /// A mark of a template that nobody has replaced is a finding wherever a text is read.
  void refuse_blank(const Node& node, std::string_view key, std::string_view words);
  void report_at(const Node& node, std::string_view key, Text message);
  Text read_text(const Node& node, std::string_view key);
  std::vector<std::string> read_strings(const Node& node, std::string_view key);

  const Node& node_;
  std::string key_;
  const SourceFile& file_;
  std::vector<Problem>& problems_;
  std::set<std::string, std::less<>> known_;
};
constexpr auto required = MapReader::Presence::required;
constexpr auto optional = MapReader::Presence::optional;

/// Whether `text` is a name as the files use them: lower-case letters, digits and `_`, `.` between parts.
bool is_name(std::string_view text);

}  // namespace zhidian::rules
