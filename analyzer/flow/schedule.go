package flow

import (
	"cmp"
	queues "container/heap"
	"context"
	"runtime"
	"sort"
	"sync"

	"golang.org/x/tools/go/ssa"
)

// Functions are analysed side by side where neither calls the other. A cycle of
// functions that call each other is one unit of work; it is ready once those that
// it calls are done, and of those that are ready the first is taken. Hooks, which
// an ORM calls by name, come before everything, one after the other.

// schedule hands out cycles to workers and takes back what they found.
type schedule struct {
	an     *analysis
	cycles [][]*ssa.Function // callees first
	waits  []int             // for how many cycles each waits
	after  [][]int           // which cycles wait for it
	done   []*effects
	merged int // how many of them are part of the picture

	mu    sync.Mutex
	more  *sync.Cond
	ready queue
	left  int // how many were not taken yet
}

// summarizeAll analyses the functions, callees first, and adds what they do to
// the picture.
func (an *analysis) summarizeAll(ctx context.Context, cycles [][]*ssa.Function) {
	hooks := 0
	for i, c := range cycles {
		for _, fn := range c {
			an.summaries[fn] = new(summaryOrNone)
			if isHook(fn) {
				hooks = i + 1
			}
		}
	}
	for _, c := range cycles[:hooks] {
		if ctx.Err() != nil {
			return
		}
		an.merge(c, an.summarize(c))
	}
	s := newSchedule(an, cycles[hooks:])
	var workers sync.WaitGroup
	for range an.workers() {
		workers.Go(func() { s.work(ctx) })
	}
	workers.Wait()
}

// workers returns how many analyse at a time. A unit of go vet is one of many that
// run beside each other.
func (an *analysis) workers() int {
	if an.alone {
		return 1
	}
	return cmp.Or(an.in.workers, runtime.GOMAXPROCS(0))
}

func newSchedule(an *analysis, cycles [][]*ssa.Function) *schedule {
	n := len(cycles)
	s := &schedule{an: an, cycles: cycles, waits: make([]int, n), after: make([][]int, n), done: make([]*effects, n), left: n}
	s.more = sync.NewCond(&s.mu)
	at := map[*ssa.Function]int{}
	for i, c := range cycles {
		for _, fn := range c {
			at[fn] = i
		}
		for j := range calledBy(an, c, at) {
			if j != i {
				s.after[j] = append(s.after[j], i)
				s.waits[i]++
			}
		}
		if s.waits[i] == 0 {
			s.ready.IntSlice = append(s.ready.IntSlice, i) // in order, so a heap
		}
	}
	return s
}

// calledBy returns the cycles, of those that have a place, that one calls.
func calledBy(an *analysis, cycle []*ssa.Function, at map[*ssa.Function]int) map[int]bool {
	out := map[int]bool{}
	for _, fn := range cycle {
		for _, callee := range an.used[fn] {
			if j, ok := at[callee]; ok {
				out[j] = true
			}
		}
	}
	return out
}

// work analyses cycles until there are none left.
func (s *schedule) work(ctx context.Context) {
	for i := s.take(); i >= 0; i = s.take() {
		fx := new(effects)
		if ctx.Err() == nil {
			fx = s.an.summarize(s.cycles[i])
		}
		s.finish(i, fx)
	}
}

// take waits for a cycle that is ready and returns the first of them, or -1 when
// all were taken.
func (s *schedule) take() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.left > 0 && s.ready.Len() == 0 {
		s.more.Wait()
	}
	if s.left == 0 {
		return -1
	}
	s.left--
	if s.left == 0 {
		s.more.Broadcast()
	}
	return queues.Pop(&s.ready).(int)
}

// finish takes back what a cycle does, makes ready what waited for it, and adds
// to the picture what is next in order.
func (s *schedule) finish(i int, fx *effects) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.done[i] = fx
	for _, j := range s.after[i] {
		if s.waits[j]--; s.waits[j] == 0 {
			queues.Push(&s.ready, j)
			s.more.Signal()
		}
	}
	for ; s.merged < len(s.done) && s.done[s.merged] != nil; s.merged++ {
		s.an.merge(s.cycles[s.merged], s.done[s.merged])
		s.done[s.merged] = nil
	}
}

// queue holds the cycles that are ready, the first on top: a heap.Interface.
type queue struct{ sort.IntSlice }

// Push implements heap.Interface.
func (q *queue) Push(x any) { q.IntSlice = append(q.IntSlice, x.(int)) }

// Pop implements heap.Interface.
func (q *queue) Pop() any {
	last := q.IntSlice[len(q.IntSlice)-1]
	q.IntSlice = q.IntSlice[:len(q.IntSlice)-1]
	return last
}
