package flow

// Bounded returns in with other bounds on work, in steps: to reach the real ones
// takes a minute.
func (in Input) Bounded(function, component, module int) Input {
	in.bounds = bounds{function, component, module}
	return in
}
