#include <expat.h>

#include <array>
#include <cstring>

#include "capabilities/ip_records/readers.hpp"
#include "capabilities/ip_records/xml_offices.hpp"

namespace zhidian::ip_records {
namespace {

constexpr std::size_t deepest = 200;
constexpr std::size_t longest_element = 16U << 20;
constexpr std::string_view declaration = "<?xml";

base::Error error_of(std::string id) { return {base::ErrorCode::invalid, std::move(id), {}, {}, {}}; }

std::string_view local(const XML_Char* name) {
  const std::string_view whole(name);
  const std::size_t colon = whole.rfind(':');
  return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

/// One XML document: its records as they end.
class DocumentParser {
 public:
  explicit DocumentParser(const TakeRecord& take) : take_(take), parser_(XML_ParserCreate("UTF-8"), XML_ParserFree) {
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), begin_element, end_element);
    XML_SetCharacterDataHandler(parser_.get(), add_text);
    XML_SetEntityDeclHandler(parser_.get(), declare_entity);
    XML_SetSkippedEntityHandler(parser_.get(), [](void* self, const XML_Char*, int) { add_text(self, " ", 1); });
  }

  /// Feeds bytes; after an error the rest of the document is passed over.
  void feed(std::string_view bytes, bool is_last) {
    if (head_.size() < shown_bytes) head_ += bytes.substr(0, shown_bytes - head_.size());
    if (is_over_) return;
    if (XML_Parse(parser_.get(), bytes.data(), static_cast<int>(bytes.size()), is_last ? 1 : 0) == XML_STATUS_OK) {
      if (is_last && !has_records_) fail("ip_records.unknown_format");
      return;
    }
    if (!is_stopped_) fail(error_id_.empty() ? "ip_records.broken_xml" : error_id_);
    is_over_ = true;
  }

  bool is_stopped() const { return is_stopped_; }

 private:
  void fail(std::string id) {
    Read read{{}, error_of(std::move(id)), head_};
    read.error->params["line"] = std::to_string(XML_GetCurrentLineNumber(parser_.get()));
    give(std::move(read));
  }

  void give(Read read) {
    has_records_ = true;
    if (take_(std::move(read))) return;
    is_stopped_ = true;
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  void stop(std::string id) {
    error_id_ = std::move(id);
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  static void declare_entity(void* self, const XML_Char*, int, const XML_Char* value, int, const XML_Char*, const XML_Char*, const XML_Char*,
                             const XML_Char*) {
    if (value) static_cast<DocumentParser*>(self)->stop("ip_records.declares_entities");
  }

  static void begin_element(void* self, const XML_Char* name, const XML_Char** attributes) {
    static_cast<DocumentParser*>(self)->begin(local(name), attributes);
  }

  void begin(std::string_view name, const XML_Char** attributes) {
    if (++depth_ > deepest) return stop("ip_records.too_deep");
    if (passed_depth_ > 0) return;
    if (open_.empty() && !is_record_element(name)) return;
    if (!open_.empty() && (is_passed_element(name) || size_ > longest_element)) {
      passed_depth_ = depth_;
      return;
    }
    Element element{std::string(name), "", {}, {}};
    for (; *attributes; attributes += 2) element.attributes.emplace(local(attributes[0]), attributes[1]);
    open_.push_back(std::move(element));
  }

  static void end_element(void* self, const XML_Char*) { static_cast<DocumentParser*>(self)->end(); }

  void end() {
    const std::size_t depth = depth_--;
    if (passed_depth_ > 0) {
      if (passed_depth_ == depth) passed_depth_ = 0;
      return;
    }
    if (open_.empty()) return;
    Element element = std::move(open_.back());
    open_.pop_back();
    if (!open_.empty()) return open_.back().children.push_back(std::move(element));
    if (size_ > longest_element) {
      give({{}, error_of("ip_records.record_too_long"), head_});
    } else {
      Read read;
      read.document = read_record(element);
      read.text = head_;
      give(std::move(read));
    }
    size_ = 0;
  }

  static void add_text(void* self, const XML_Char* text, int length) {
    auto& parser = *static_cast<DocumentParser*>(self);
    if (parser.open_.empty() || parser.passed_depth_ > 0 || parser.size_ > longest_element) return;
    parser.size_ += static_cast<std::size_t>(length);
    auto& children = parser.open_.back().children;
    if (children.empty() || !children.back().name.empty()) children.push_back({});
    children.back().text.append(text, static_cast<std::size_t>(length));
  }

  const TakeRecord& take_;
  std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser_;
  std::vector<Element> open_;  ///< from the record element down
  std::string head_, error_id_;
  std::size_t depth_ = 0, passed_depth_ = 0, size_ = 0;
  bool has_records_ = false, is_over_ = false, is_stopped_ = false;
};

/// Where the next document begins behind `from`, or npos.
std::size_t find_declaration(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find(declaration, from); at != std::string_view::npos; at = text.find(declaration, at + 1)) {
    const std::size_t behind = at + declaration.size();
    if (behind < text.size() && (text[behind] == ' ' || text[behind] == '\t' || text[behind] == '\n')) return at;
  }
  return std::string_view::npos;
}

}  // namespace

base::Result<void> read_xml(Input& input, const TakeRecord& take) {
  std::string buffer;
  std::array<char, 1U << 16> bytes;
  auto parser = std::make_unique<DocumentParser>(take);
  bool is_fresh = true;  // nothing of the document was fed yet
  while (!parser->is_stopped()) {
    const auto length = input.read(bytes.data(), bytes.size());
    if (!length) return base::refuse(length.error());
    buffer.append(bytes.data(), *length);
    if (*length == 0) {
      parser->feed(buffer, true);
      return {};
    }
    for (std::size_t at = find_declaration(buffer, is_fresh ? 1 : 0); at != std::string::npos; at = find_declaration(buffer, 1)) {
      parser->feed(std::string_view(buffer).substr(0, at), true);
      if (parser->is_stopped()) return {};
      parser = std::make_unique<DocumentParser>(take);
      buffer.erase(0, at);
      is_fresh = true;
    }
    // The end is kept: a declaration may be cut there.
    if (buffer.size() <= declaration.size() + 1) continue;
    const std::size_t fed = buffer.size() - declaration.size() - 1;
    parser->feed(std::string_view(buffer).substr(0, fed), false);
    buffer.erase(0, fed);
    is_fresh = false;
  }
  return {};
}

}  // namespace zhidian::ip_records
