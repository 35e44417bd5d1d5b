/** True where others on the network could read along: not over HTTPS, and not on the laptop that runs Roundtable. */
export const isPlainHttp = location.protocol === 'http:' && !/^(localhost|127\.|\[::1\])/.test(location.hostname)
