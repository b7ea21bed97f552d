-- One connection a thread, one draft a connection: each save names the version the one before it made. What is sent is put together once and no
-- answer is read here, so that the load takes little of the cores it shares; a save that is refused is told by wrk ("Non-2xx").
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
  local file = io.open(args[2], "rb")
  local body = file:read("*a")
  file:close()
  -- wrk asks the first thread for a request before it begins, and does not send it.
  version = tonumber(version) - (number == 0 and 1 or 0)
  local whole = wrk.format("PUT", "/api/cases/" .. case_id .. "/draft/section_2", {
    ["Cookie"] = "session=" .. session, ["Content-Type"] = "application/json", ["Sec-Fetch-Site"] = "same-origin", ["If-Match"] = '"v@"',
  }, body)
  before, after = whole:match("^(.-\"v)@(.*)$")
end

function request()
  version = version + 1
  return before .. (version - 1) .. after
end
