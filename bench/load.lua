-- What wrk sends, and one line of JSON about what came back.
-- Usage: wrk -t1 … -s load.lua URL -- METHOD KEY [BODY-FILE]      a `##########` in the body is a new number each time

local before, after
local number = 0

function init(arguments)
    wrk.method = arguments[1]
    wrk.headers["api-key"] = arguments[2]
    if arguments[3] then
        wrk.headers["Content-Type"] = wrk.headers["Content-Type"] or "application/json"
        wrk.body = io.open(arguments[3], "rb"):read("*a")
    end
    local whole = wrk.format()
    local first, last = whole:find("##########", 1, true)
    if first then
        before, after = whole:sub(1, first - 1), whole:sub(last + 1)
    else
        before, after = whole, nil
    end
end

function request()
    if not after then return before end
    number = number + 1
    return before .. string.format("%010d", number) .. after
end

function done(summary, latency, requests)
    local errors = summary.errors
    io.write(string.format(
        '{"requests": %d, "microseconds": %d, "failed": %d, "mean": %d, "p50": %d, "p99": %d}\n',
        summary.requests, summary.duration,
        errors.connect + errors.read + errors.write + errors.status + errors.timeout,
        latency.mean, latency:percentile(50), latency:percentile(99)
    ))
end
