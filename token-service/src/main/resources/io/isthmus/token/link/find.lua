-- Looks links up by key or by username.
-- KEYS: 1 meta, 2 links by key, 3 keys by username
-- ARGV: 1 generation, 2 'key' or 'name', 3 which
-- Returns the links as JSON, or false if this is another generation.
if redis.call('HGET', KEYS[1], 'generation') ~= ARGV[1] then
  return false
end
local keys = ARGV[3]
if ARGV[2] == 'name' then
  keys = redis.call('HGET', KEYS[3], ARGV[3]) or ''
end
local found = {}
for key in string.gmatch(keys, '[^\n]+') do
  local link = redis.call('HGET', KEYS[2], key)
  if link then found[#found + 1] = link end
end
return found
