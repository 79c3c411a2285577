-- Claims a nonce, once, in a bucket that knows since when it remembers.
-- KEYS: 1 the bucket's epoch marker, 2 the nonce; without 2 the marker is written again, which shows that writing works.
-- ARGV: 1 time to live of a nonce (ms), 2 iat of the token (ms), 3 clock skew (ms)
-- Returns 1 claimed | 0 used | -1 before the epoch; who looks learns {epoch (ms), maxmemory-policy}.
-- The marker names the process and the replication history it was written in. Another one means a restart or a
-- failover, in which the last nonces may have been lost: a new epoch begins now. A process that starts as a primary
-- and a replica that becomes one begin a history of their own, so a claim compares that alone: INFO server, which has
-- the process, costs more than all the rest.
local history = string.match(redis.call('INFO', 'replication'), 'master_replid:(%w+)')
local process = not KEYS[2] and string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
local marker = redis.call('GET', KEYS[1])
local epoch
if marker then
  local writer, written, since = string.match(marker, '^(%w+)|(%w+)|(%d+)$')
  if written == history and (not process or writer == process) then
    epoch = tonumber(since)
  end
end
if not epoch or not KEYS[2] then
  if not epoch then
    local time = redis.call('TIME')
    epoch = time[1] * 1000 + math.floor(time[2] / 1000)
  end
  process = process or string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
  redis.call('SET', KEYS[1], process .. '|' .. history .. '|' .. string.format('%d', epoch))
end
if not KEYS[2] then
  local policy = string.match(redis.call('INFO', 'memory'), 'maxmemory_policy:([a-z-]+)')
  return {string.format('%d', epoch), policy or 'unknown'}
end
if tonumber(ARGV[2]) <= epoch + tonumber(ARGV[3]) then
  return -1
end
if redis.call('SET', KEYS[2], '1', 'NX', 'PX', ARGV[1]) then
  return 1
end
return 0
