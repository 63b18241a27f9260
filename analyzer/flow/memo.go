package flow

import "sync"

// memo keeps what is found out once and asked for often, by any worker. What it
// keeps depends on the key alone, so it does not matter who asks first.
type memo[K comparable, V any] struct {
	mu    sync.RWMutex
	known map[K]V
}

// get returns what is known of a key, or what find says of it; two workers that
// ask at once may both find it.
func (m *memo[K, V]) get(k K, find func() V) V {
	m.mu.RLock()
	v, ok := m.known[k]
	m.mu.RUnlock()
	if ok {
		return v
	}
	v = find()
	m.mu.Lock()
	defer m.mu.Unlock()
	if have, ok := m.known[k]; ok {
		return have
	}
	if m.known == nil {
		m.known = map[K]V{}
	}
	m.known[k] = v
	return v
}
