#pragma once
#include <string>
#include <string_view>

namespace zhidian::organisations {

/// HMAC-SHA-256 of an identity number under the installation's secret, in hex: enough to notice one person in two teams,
/// and no number can be read back from it without the secret.
std::string hash_identity(std::string_view secret, std::string_view number);

}  // namespace zhidian::organisations
