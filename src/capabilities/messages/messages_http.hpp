#pragma once
#include "capabilities/messages/messages.hpp"
#include "capabilities/messages/routes.hpp"

namespace zhidian::messages {

/// A reader's own messages. Threads: safe to call from several.
class Handlers final : public Routes {
 public:
  base::Result<http::Response> list_messages(http::Call& call) override;
  base::Result<http::Response> mark_messages_read(http::Call& call) override;
};

}  // namespace zhidian::messages
