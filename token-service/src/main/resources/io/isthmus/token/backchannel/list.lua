-- Lists notices in the order of their times.
-- KEYS: 1 notices, 2 due or dead; ARGV: 1 time of the last one seen, 2 its id or '', 3 how many
-- Returns id, time and notice as JSON of each.
local found = redis.call('ZRANGEBYSCORE', KEYS[2], ARGV[1], '+inf', 'WITHSCORES', 'LIMIT', 0, ARGV[3] + 500)
local listed = {}
for i = 1, #found, 2 do
  local seen = tonumber(found[i + 1]) == tonumber(ARGV[1]) and found[i] <= ARGV[2]
  local notice = redis.call('HGET', KEYS[1], found[i])
  if not seen and notice and #listed < 3 * tonumber(ARGV[3]) then
    listed[#listed + 1] = found[i]
    listed[#listed + 1] = found[i + 1]
    listed[#listed + 1] = notice
  end
end
return listed
