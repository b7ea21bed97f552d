#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace zhidian::http {

/// Encrypts `text` (AES-256-GCM) under a key derived from `secret`; base64url of nonce, cipher text and tag.
std::string seal_text(std::string_view text, std::string_view secret);
/// Empty where the secret is another one or the bytes were changed.
std::optional<std::string> open_text(std::string_view sealed, std::string_view secret);

}  // namespace zhidian::http
