-- One connection a thread, one draft a connection: each save names the version the last answer gave.
-- Arguments: a file with lines "case_id session version", a file with the body.
local threads = 0
function setup(thread)
  thread:set("number", threads)  -- becomes the global `number` of that thread
  threads = threads + 1
end

function init(args)
  local line = 0
  for text in io.lines(args[1]) do
    if line == number then case_id, session, version = text:match("(%S+) (%S+) (%d+)") end
    line = line + 1
  end
  version = tonumber(version)
  local file = io.open(args[2], "rb")
  body = file:read("*a")
  file:close()
  path = "/api/cases/" .. case_id .. "/draft/section_2"
end

function request()
  return wrk.format("PUT", path, {
    ["Cookie"] = "session=" .. session, ["Content-Type"] = "application/json", ["Sec-Fetch-Site"] = "same-origin", ["If-Match"] = '"v' .. version .. '"',
  }, body)
end

function response(status)
  if status == 200 then version = version + 1 end
end
