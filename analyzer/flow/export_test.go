package flow

// By returns in with another number of workers.
func (in Input) By(workers int) Input {
	in.workers = workers
	return in
}

// Bounded returns in with other bounds on work, in steps: to reach the real ones
// takes a minute.
func (in Input) Bounded(function, component, module int) Input {
	in.bounds = bounds{function, component, module}
	return in
}
