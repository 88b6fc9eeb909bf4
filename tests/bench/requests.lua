-- wrk's requests: each line of the file REQUESTS is "METHOD PATH TOKEN BODY"; they are sent in turn, from a random start.
local requests = {}

function init(arguments)
	for line in io.lines(os.getenv("REQUESTS")) do
		local method, path, token, body = line:match("^(%S+) (%S+) (%S+) ?(.*)$")
		local headers = { ["Authorization"] = "Bearer " .. token }
		if body ~= "" then
			headers["Content-Type"] = "application/json"
		else
			body = nil
		end
		requests[#requests + 1] = wrk.format(method, path, headers, body)
	end
	math.randomseed(os.time() + tonumber(tostring(requests):match("0x(%x+)"), 16) % 100000)
	next_request = math.random(#requests)
end

function request()
	next_request = next_request % #requests + 1
	return requests[next_request]
end

-- What is no success would make the figures worthless: how many there were is printed for the caller.
function done(summary, latency, rates)
	local errors = summary.errors
	io.write(string.format("RESULT %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50),
		errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
