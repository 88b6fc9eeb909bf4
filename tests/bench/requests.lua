-- wrk's requests: each line of the file REQUESTS is METHOD, PATH, TOKEN, IF-NONE-MATCH and BODY with U+001F between
-- them; they are sent in turn, from a random start. With CHAIN set each answer's refresh token is the body of a later
-- request, and the lines' bodies are the first.
local requests, chain, first, last = {}, {}, 1, 0

local function format(method, path, token, etag, body)
	local headers = {}
	if token ~= "" then headers["Authorization"] = "Bearer " .. token end
	if etag ~= "" then headers["If-None-Match"] = etag end
	if body ~= "" then headers["Content-Type"] = "application/json" else body = nil end
	return wrk.format(method, path, headers, body)
end

function init(arguments)
	local chained = os.getenv("CHAIN")
	for line in io.lines(os.getenv("REQUESTS")) do
		local method, path, token, etag, body = line:match("^(.-)\31(.-)\31(.-)\31(.-)\31(.*)$")
		requests[#requests + 1] = format(method, path, token, etag, body)
		if chained then
			last = last + 1
			chain[last] = body
		end
	end
	math.randomseed(os.time() + tonumber(tostring(requests):match("0x(%x+)"), 16) % 100000)
	next_request = math.random(#requests)
	if chained then
		request = function()
			local body = chain[first]
			chain[first], first = nil, first + 1
			return format("POST", "/auth/token/refresh/", "", "", body)
		end
		response = function(status, headers, body)
			last = last + 1
			chain[last] = '{"refresh":"' .. body:match('"refresh":"([^"]+)"') .. '"}'
		end
	end
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
