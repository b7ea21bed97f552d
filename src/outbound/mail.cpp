#include "outbound/mail.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "outbound/signature.hpp"

namespace zhidian::outbound {
namespace {

constexpr std::size_t longest_address = 254;    // RFC 5321 4.5.3.1.3
constexpr std::size_t longest_local_part = 64;  // RFC 5321 4.5.3.1.1
constexpr std::size_t bytes_of_one_word = 42;   // 68 characters with =?UTF-8?B?…?=: room for a field name within 78
constexpr std::size_t bytes_of_one_line = 57;
constexpr std::chrono::hours china{8};

std::string without_control_characters(std::string_view text) {
  std::string line(text);
  std::ranges::replace_if(line, [](char c) { return (c >= 0 && c < ' ') || c == 0x7f; }, ' ');
  return line;
}

/// Encoded words, each of whole characters, folded to one a line.
std::string header_text(std::string_view text) {
  const std::string line = without_control_characters(text);
  std::string_view rest = line;
  std::string words;
  while (!rest.empty()) {
    const auto length = base::valid_utf8_length(rest.substr(0, bytes_of_one_word));
    const auto taken = length == 0 ? 1 : length;
    words += fmt::format("{}=?UTF-8?B?{}?=", words.empty() ? "" : "\r\n ", base64(rest.substr(0, taken)));
    rest.remove_prefix(taken);
  }
  return words;
}

/// With CRLF at each line end, in lines of 76 characters of base64.
std::string body_text(std::string_view text) {
  std::string lines;
  for (const char c : text) {
    if (c == '\n' && !lines.ends_with('\r')) lines += '\r';
    lines += c;
  }
  std::string body;
  for (std::size_t from = 0; from < lines.size(); from += bytes_of_one_line)
    body += base64(std::string_view(lines).substr(from, bytes_of_one_line)) + "\r\n";
  return body;
}

bool is_local_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("!#$%&'*+-/=?^_`{|}~.").find(c) != std::string_view::npos;
}

bool is_domain_label(std::string_view label) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'; };
  return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' && std::ranges::all_of(label, is_letter);
}

bool is_domain(std::string_view domain) {
  while (true) {
    const auto dot = domain.find('.');
    if (!is_domain_label(domain.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    domain.remove_prefix(dot + 1);
  }
}

}  // namespace

bool is_mail_address(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos || text.size() > longest_address) return false;
  const auto local = text.substr(0, at);
  if (local.empty() || local.size() > longest_local_part || local.front() == '.' || local.back() == '.') return false;
  return local.find("..") == std::string_view::npos && std::ranges::all_of(local, is_local_character) && is_domain(text.substr(at + 1));
}

std::string print_mail(const Mail& mail) {
  const auto local = std::chrono::floor<std::chrono::seconds>(mail.sent_at) + china;
  return fmt::format("From: {} <{}>\r\nTo: <{}>\r\nSubject: {}\r\n", header_text(mail.from_name), mail.from, mail.to, header_text(mail.subject)) +
         fmt::format("Date: {:%a, %d %b %Y %H:%M:%S} +0800\r\n", fmt::gmtime(std::chrono::system_clock::to_time_t(local))) +
         fmt::format("Message-ID: <{}@{}>\r\n", mail.id, mail.from.substr(mail.from.find('@') + 1)) +
         "Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: All\r\nMIME-Version: 1.0\r\n"
         "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
         body_text(mail.text);
}

}  // namespace zhidian::outbound
