-- Called by lighttpd (mod_magnet) for the app's document, its assets and its service worker: the file that was asked for gets the life that
-- its name allows, and is sent as NAME.br or NAME.gz where that lies beside it and the client reads it. A file that is not
-- there gets none of it, so that its 404 is neither kept nor called compressed.
local request = lighty.r
local path = request.req_attr["physical.path"]
local file = lighty.c.stat(path)
if not file or not file.is_file then
	return 0
end

-- RFC 9110, 12.5.3: a coding that is not named, or named with the quality 0, is not wanted.
local function accepts(coding)
	for entry in (request.req_header["Accept-Encoding"] or ""):gmatch("[^,]+") do
		local name, parameters = entry:match("^%s*([^%s;]+)(.*)$")
		if name and name:lower() == coding then
			return (tonumber(parameters:lower():match("q%s*=%s*([%d.]+)")) or 1) > 0
		end
	end
	return false
end

-- Assets have their hash in their name.
local is_asset = request.req_attr["uri.path"]:find("^/assets/")
request.resp_header["Cache-Control"] = is_asset and "public, max-age=31536000, immutable" or "no-cache"
request.resp_header["Vary"] = "Accept-Encoding"
for _, coding in ipairs({ { name = "br", suffix = ".br" }, { name = "gzip", suffix = ".gz" } }) do
	local compressed = lighty.c.stat(path .. coding.suffix)
	if compressed and compressed.is_file and accepts(coding.name) then
		request.req_attr["physical.path"] = path .. coding.suffix
		request.resp_header["Content-Encoding"] = coding.name
		break
	end
end
return 0
