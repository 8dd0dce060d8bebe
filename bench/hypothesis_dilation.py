"""The law 'dilation is an upsampled filter' in Hypothesis and NumPy: checks a second, as one line of JSON."""
import json
import sys
import time

import hypothesis
import numpy
from hypothesis import HealthCheck, given, settings, strategies as st
from hypothesis.extra import numpy as arrays


def conv(x, w, strides, dilations, pads):
    """x [batch, h, w, c], w [kh, kw, c, o]: one einsum per tap."""
    x = numpy.pad(x, [(0, 0), *pads, (0, 0)])
    out = [
        (x.shape[1 + i] - (w.shape[i] - 1) * dilations[i] - 1) // strides[i] + 1
        for i in range(2)
    ]
    y = numpy.zeros((x.shape[0], *out, w.shape[3]))
    for i in range(w.shape[0]):
        for j in range(w.shape[1]):
            top, left = i * dilations[0], j * dilations[1]
            y += numpy.einsum(
                "nhwc,co->nhwo",
                x[
                    :,
                    top : top + (out[0] - 1) * strides[0] + 1 : strides[0],
                    left : left + (out[1] - 1) * strides[1] + 1 : strides[1],
                ],
                w[i, j],
            )
    return y


def upsample(w, rates):
    shape = [(w.shape[i] - 1) * rates[i] + 1 for i in range(2)]
    result = numpy.zeros((*shape, *w.shape[2:]))
    result[:: rates[0], :: rates[1]] = w
    return result


@st.composite
def cases(draw):
    kernel = [draw(st.integers(1, 4)) for _ in range(2)]
    strides = [draw(st.integers(1, 4)) for _ in range(2)]
    dilations = [draw(st.integers(1, 3)) for _ in range(2)]
    pads = [(draw(st.integers(0, 4)), draw(st.integers(0, 4))) for _ in range(2)]
    least = [max(1, (k - 1) * d + 1 - sum(p)) for k, d, p in zip(kernel, dilations, pads)]
    sizes = [draw(st.integers(n, n + 3)) for n in least]
    batch, channels, out = (draw(st.integers(1, 3)) for _ in range(3))
    values = st.integers(-9, 9).map(float)
    x = draw(arrays.arrays(numpy.float64, (batch, *sizes, channels), elements=values))
    w = draw(arrays.arrays(numpy.float64, (*kernel, channels, out), elements=values))
    return x, w, strides, dilations, pads


examples = int(sys.argv[1]) if len(sys.argv) > 1 else 500
count = 0


@settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(cases())
def law(case):
    global count
    count += 1
    x, w, strides, dilations, pads = case
    left = conv(x, w, strides, dilations, pads)
    right = conv(x, upsample(w, dilations), strides, [1, 1], pads)
    assert numpy.array_equal(left, right)


started = time.process_time()
law()
seconds = time.process_time() - started
print(json.dumps({"hypothesis": hypothesis.__version__, "numpy": numpy.__version__, "checks": count, "perSecond": count / seconds}))
