-- Claims a nonce, once, in a bucket that knows since when it remembers.
-- KEYS: 1 the bucket's epoch marker, 2 the nonce; without 2 the marker is written again, which shows that writing works.
-- ARGV: 1 time to live of a nonce (ms), 2 iat of the token (ms), 3 clock skew (ms)
-- Returns {1 claimed | 0 used | -1 before the epoch | 2 looked, epoch (ms)}; who looked learns maxmemory-policy too.
-- The marker names the process and the replication history it was written in. Another one means a restart or a
-- failover, in which the last nonces may have been lost: a new epoch begins now.
local server = redis.call('INFO', 'server')
local replication = redis.call('INFO', 'replication')
local history = string.match(server, 'run_id:(%w+)') .. '|' .. string.match(replication, 'master_replid:(%w+)')
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local marker = redis.call('GET', KEYS[1])
local epoch = now
if marker and string.sub(marker, 1, #history) == history then
  epoch = tonumber(string.sub(marker, #history + 2))
else
  marker = nil
end
if not marker or not KEYS[2] then
  redis.call('SET', KEYS[1], history .. '|' .. string.format('%d', epoch))
end
if not KEYS[2] then
  local policy = string.match(redis.call('INFO', 'memory'), 'maxmemory_policy:([a-z-]+)')
  return {2, string.format('%d', epoch), policy or 'unknown'}
end
if tonumber(ARGV[2]) <= epoch + tonumber(ARGV[3]) then
  return {-1, string.format('%d', epoch)}
end
if redis.call('SET', KEYS[2], '1', 'NX', 'PX', ARGV[1]) then
  return {1, string.format('%d', epoch)}
end
return {0, string.format('%d', epoch)}
