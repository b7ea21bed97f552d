#pragma once
#include <string>
#include <string_view>

#include "base/date.hpp"

namespace zhidian::outbound {

/// One plain mail to one recipient. Subject and text are plain text: whatever a name in them holds stays text.
struct Mail {
  std::string from, from_name;  // zhidian@example.org, 知点
  std::string to;
  std::string subject, text;
  std::string id;  // left part of the Message-ID, the same at every attempt
  base::Instant sent_at;
};

/// An address as this program sends to: ASCII, one @, no quotes, no blanks, at most 254 characters.
bool is_mail_address(std::string_view text);

/// The whole message: headers with the marks of an automatic mail, then the text as base64. Text outside ASCII in a header
/// is encoded; line ends and other control characters there become blanks.
/// Source: RFC 5322, RFC 2045, RFC 2047, RFC 3834.
std::string print_mail(const Mail& mail);

}  // namespace zhidian::outbound
