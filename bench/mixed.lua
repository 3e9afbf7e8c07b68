-- Requests of every kind for wrk, in worlds that come and go: the API, commands, stubs, delays, faults and errors.
-- At the end one line of JSON: the requests with a response, and those of a status of 500 and above.
-- Usage: wrk -t2 … -s mixed.lua URL

local WORLDS = 20
local KINDS = {
    -- How many of the requests, method, path and body; `@` in a path or body becomes a small number.
    { 200, "GET", "/v3/organization/invited/users" },
    { 150, "GET", "/v3/organization/user/u@@acme.example/permissions" },
    { 150, "POST", "/v3/organization/user/invitation/send",
        '{"email":"u@@acme.example","all_features_access":true,"privileges":[{}]}' },
    { 30, "POST", "/v3/organization/user/invitation/send", '{"email":' },
    { 40, "PUT", "/v3/organization/user/invitation/cancel/u@@acme.example" },
    { 40, "PUT", "/v3/organization/user/invitation/resend/u@@acme.example" },
    { 30, "POST", "/v3/corporate/subAccount", '{"companyName":"c@","email":"c@@acme.example"}' },
    { 20, "GET", "/nothing/@?a=b" },
    { 50, "POST", "/__emulator/users/u@@acme.example/accept" },
    { 30, "POST", "/__emulator/clock/advance", '{"by":"PT@H"}' },
    { 2, "GET", "/__emulator/state" },
    { 1, "PUT", "/__emulator/state",
        '{"version":1,"accounts":[{"apiKeys":["k"],"users":[{"email":"u@@acme.example"}]}]}' },
    { 1, "PUT", "/__emulator/snapshots/s@" },
    { 1, "POST", "/__emulator/snapshots/s@/restore" },
    { 1, "DELETE", "/__emulator/snapshots/s@" },
    { 1, "GET", "/__emulator/diff" },
    { 1, "GET", "/__emulator/mail" },
    { 2, "POST", "/__emulator/requests/wait", '{"pattern":{"method":"POST"},"count":@,"timeoutMilliseconds":2}' },
    { 1, "PUT", "/__emulator/chaos",
        '{"rules":[{"fault":{"status":503},"times":1},{"fault":{"delayMilliseconds":3},"every":9}]}' },
    { 2, "POST", "/__admin/mappings",
        '{"request":{"urlPath":"/s@"},"response":{"body":"b","fixedDelayMilliseconds":2}}' },
    { 1, "POST", "/__admin/mappings", '{"request":{"urlPath":"/s@"},"response":{"fault":"EMPTY_RESPONSE"}}' },
    { 1, "POST", "/__admin/mappings",
        '{"request":{"urlPath":"/s@","bodyPatterns":[{"matchesJsonPath":"$.a"}]},"response":'
        .. '{"jsonBody":{"a":1},"chunkedDribbleDelay":{"numberOfChunks":3,"totalDuration":3}}}' },
    { 40, "POST", "/s@", '{"a":@}' },
    { 1, "GET", "/__admin/requests?limit=20" },
    { 1, "POST", "/__admin/requests/find", '{"urlPattern":"/v3/.*u@.*"}' },
    { 1, "GET", "/__admin/requests/unmatched/near-misses" },
    { 1, "POST", "/__emulator/reset" },
    { 1, "GET", "/__emulator/metrics" },
    { 1, "GET", "/" },
}

local drawn, threads = {}, {}
-- Read by `done`, so not local.
answered, failed = 0, 0

function setup(thread)
    table.insert(threads, thread)
    thread:set("seed", #threads)
end

function init()
    math.randomseed(seed)
    for _, kind in ipairs(KINDS) do
        for _ = 1, kind[1] do table.insert(drawn, kind) end
    end
end

function request()
    local kind = drawn[math.random(#drawn)]
    local number, world = tostring(math.random(0, 9)), math.random(0, WORLDS)
    if math.random(5000) == 1 then return wrk.format("DELETE", "/__emulator/worlds/w" .. world) end
    local prefix = world == 0 and "" or "/worlds/w" .. world
    local headers = { ["api-key"] = "k" .. (world % 3), ["Content-Type"] = "application/json" }
    -- `@@` is a number and the `@` of an address.
    local function fill(text) return text and (text:gsub("@@", number .. "%%40"):gsub("@", number)) end
    local body = kind[4] and kind[4]:gsub("@@", number .. "\1"):gsub("@", number):gsub("\1", "@")
    return wrk.format(kind[2], prefix .. fill(kind[3]), headers, body)
end

function response(status)
    answered = answered + 1
    -- What chaos rules and stubs want is 503.
    if status >= 500 and status ~= 503 then failed = failed + 1 end
end

function done()
    local all, bad = 0, 0
    for _, thread in ipairs(threads) do
        all, bad = all + thread:get("answered"), bad + thread:get("failed")
    end
    io.write(string.format('{"requests": %d, "failed": %d}\n', all, bad))
end
