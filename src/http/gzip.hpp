#pragma once
#include <string>
#include <string_view>

#include "http/message.hpp"

namespace zhidian::http {

/// The bytes as gzip. The same bytes give the same result. Source: RFC 1952.
std::string gzip(std::string_view bytes);
/// What gzip() was given. Throws std::runtime_error where it is no gzip.
std::string gunzip(std::string_view compressed);

/// Whether an Accept-Encoding takes gzip: named, or `*`, and not with q=0. Source: RFC 9110 section 12.5.3.
bool accepts_gzip(std::string_view accept_encoding);

/// An answer kept compressed goes out as it is to who takes gzip, and unpacked to all others; Vary says so. Others stay as they are.
void negotiate_encoding(Reply& reply, std::string_view accept_encoding);

}  // namespace zhidian::http
