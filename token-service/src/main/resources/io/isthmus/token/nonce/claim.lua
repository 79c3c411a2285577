-- Claims nonces, each once, in buckets that know since when they remember.
-- KEYS: for each claim the bucket's epoch marker and the nonce; one marker alone only looks, and writes the marker again,
-- which shows that writing works.
-- ARGV: 1 time to live of a nonce (ms), 2 clock skew (ms), then for each claim the iat of its token (ms)
-- Returns for each claim 1 claimed | 0 used | -1 before the epoch; who looks learns {epoch (ms), maxmemory-policy}.
-- The marker names the process and the replication history it was written in. Another one means a restart or a
-- failover, in which the last nonces may have been lost: a new epoch begins now. A process that starts as a primary
-- and a replica that becomes one begin a history of their own, so a claim compares that alone: INFO server, which has
-- the process, costs more than all the rest.
local function info(section, field)
  return string.match(redis.call('INFO', section), field .. ':([%w-]+)')
end

local looks = #KEYS == 1
local history = info('replication', 'master_replid')
local process = looks and info('server', 'run_id')

local function epoch(marker)
  local writer, written, since = string.match(redis.call('GET', marker) or '', '^(%w+)|(%w+)|(%d+)$')
  local known = written == history and (not process or writer == process)
  if known and not looks then
    return tonumber(since)
  end
  if not known then
    local time = redis.call('TIME')
    since = string.format('%d', time[1] * 1000 + math.floor(time[2] / 1000))
  end
  redis.call('SET', marker, (process or info('server', 'run_id')) .. '|' .. history .. '|' .. since)
  return tonumber(since)
end

if looks then
  return {string.format('%d', epoch(KEYS[1])), info('memory', 'maxmemory_policy') or 'unknown'}
end
local claims = {}
for i = 1, #KEYS / 2 do
  if tonumber(ARGV[i + 2]) <= epoch(KEYS[2 * i - 1]) + tonumber(ARGV[2]) then
    claims[i] = -1
  elseif redis.call('SET', KEYS[2 * i], '1', 'NX', 'PX', ARGV[1]) then
    claims[i] = 1
  else
    claims[i] = 0
  end
end
return claims
