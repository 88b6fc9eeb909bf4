-- wrk: failed logins, each to another account from another address, so that every one is hashed.
local number = 0
math.randomseed(os.time())

request = function()
	number = number + 1
	local address = string.format("10.%d.%d.%d", math.random(0, 255), math.random(0, 255), math.random(1, 254))
	local body = string.format('{"username":"storm%d-%d","password":"wrong password"}', number, math.random(1, 1000000000))
	local headers = { ["Content-Type"] = "application/json", ["X-Forwarded-For"] = address }
	return wrk.format("POST", "/auth/token/", headers, body)
end
