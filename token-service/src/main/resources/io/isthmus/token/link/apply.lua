-- Applies a record of the links' topic, once and in the order of its partition, whichever replica reads it first.
-- KEYS: 1 meta, 2 links by key, 3 keys by username
-- ARGV: 1 generation or '' for a removal that is no record of the topic, 2 partition, 3 offset, 4 key, 5 link as JSON or '', 6 name field of the link or ''
-- Returns 1 applied, 0 known already, -1 another generation (the caller has to start again).
if ARGV[1] ~= '' then
  if redis.call('HGET', KEYS[1], 'generation') ~= ARGV[1] then
    return -1
  end
  local position = 'offset:' .. ARGV[2]
  local known = redis.call('HGET', KEYS[1], position)
  if known and tonumber(ARGV[3]) <= tonumber(known) then
    return 0
  end
  redis.call('HSET', KEYS[1], position, ARGV[3])
end
if ARGV[4] == '' then
  return 1
end
local function forget(name)
  local keep = {}
  for key in string.gmatch(redis.call('HGET', KEYS[3], name) or '', '[^\n]+') do
    if key ~= ARGV[4] then keep[#keep + 1] = key end
  end
  if #keep == 0 then
    redis.call('HDEL', KEYS[3], name)
  else
    redis.call('HSET', KEYS[3], name, table.concat(keep, '\n'))
  end
end
local before = redis.call('HGET', KEYS[2], ARGV[4])
if before then
  local name = cjson.decode(before)['name']
  if name and name ~= '' then forget(name) end
end
if ARGV[5] == '' then
  redis.call('HDEL', KEYS[2], ARGV[4])
  return 1
end
redis.call('HSET', KEYS[2], ARGV[4], ARGV[5])
if ARGV[6] ~= '' then
  local keys = redis.call('HGET', KEYS[3], ARGV[6])
  redis.call('HSET', KEYS[3], ARGV[6], keys and (keys .. '\n' .. ARGV[4]) or ARGV[4])
end
return 1
